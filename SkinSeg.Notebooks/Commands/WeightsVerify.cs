using System.CommandLine;
using SkinSeg.Weights;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>weights verify [NAME…]</c>: whether files are the published ones.</summary>
internal static class WeightsVerify
{
    public static Command Create()
    {
        var names = WeightsCommand.NamesArgument(ArgumentArity.ZeroOrMore);
        var folder = WeightsCommand.FolderOption();
        var command = new Command(
            "verify", "Compares sizes and hashes of files with the published ones; without a name, of all that are there. Ends with 1 where one differs or is absent.\n\nExample: weights verify resnet152")
        {
            names,
            folder,
        };
        command.Does((arguments, context) =>
        {
            var sources = WeightsCommand.SourcesOf(arguments, names);
            return Verify(sources, WeightsCommand.FolderOf(arguments, folder), context);
        });
        return command;
    }

    private static int Verify(IReadOnlyList<WeightSource> sources, string folder, VerbContext context)
    {
        bool wanted = !ReferenceEquals(sources, WeightRegistry.All);
        bool passed = true;
        int looked = 0;
        foreach (var source in sources)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var report = WeightFolder.Verify(source, folder);
            if (wanted || report.Status != WeightFileStatus.Absent)
            {
                looked++;
                passed &= report.IsUsable;
                context.Output.WriteLine(report);
            }
        }

        if (looked == 0)
        {
            context.Output.WriteLine($"There is no file of the registry in {Path.GetFullPath(folder)}. 'weights fetch NAME' fetches one.");
        }

        return passed && looked > 0 ? ExitCode.Success : ExitCode.Failed;
    }
}
