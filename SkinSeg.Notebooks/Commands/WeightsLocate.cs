using System.CommandLine;
using SkinSeg.Weights;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>weights locate [NAME…]</c>: where files are, one path a line, so that a script can use it.</summary>
internal static class WeightsLocate
{
    public static Command Create()
    {
        var names = WeightsCommand.NamesArgument(ArgumentArity.ZeroOrMore);
        var folder = WeightsCommand.FolderOption();
        var command = new Command(
            "locate", "Writes the path of each file that is there; without a name, of all. Ends with 1 where one that was named is absent.\n\nExample: weights locate resnet152")
        {
            names,
            folder,
        };
        command.Does((arguments, context) => Locate(WeightsCommand.SourcesOf(arguments, names), WeightsCommand.FolderOf(arguments, folder), context));
        return command;
    }

    private static int Locate(IReadOnlyList<WeightSource> sources, string folder, VerbContext context)
    {
        var there = sources.ToLookup(source => File.Exists(WeightFolder.Locate(source, folder)));
        foreach (var source in there[true])
        {
            context.Output.WriteLine(WeightFolder.Locate(source, folder));
        }

        if (ReferenceEquals(sources, WeightRegistry.All))
        {
            return ExitCode.Success;
        }

        foreach (var source in there[false])
        {
            context.Error.WriteLine($"{source.Name} belongs at {WeightFolder.Locate(source, folder)}, where there is none. 'weights fetch {source.Name}' fetches it.");
        }

        return there[false].Any() ? ExitCode.Failed : ExitCode.Success;
    }
}
