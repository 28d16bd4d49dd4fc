using System.CommandLine;
using SkinSeg.Weights;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>weights convert FILE.h5</c>: weights of Keras as a safetensors file, read by a process that cannot do harm.</summary>
internal static class ConvertWeightsCommand
{
    private static readonly ConversionLimits Defaults = new();

    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "File of Keras weights (.h5), or several.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--output") { HelpName = "FILE", Description = "File to write; beside FILE and named after it where this is left out." };
        var seconds = new Option<int>("--seconds") { HelpName = "N", Description = "Longest time for a file.", DefaultValueFactory = _ => (int)Defaults.Seconds };
        var mebibytes = new Option<int>("--mebibytes") { HelpName = "N", Description = "Most memory for a file.", DefaultValueFactory = _ => Defaults.Mebibytes };
        var child = new Option<bool>("--child") { Hidden = true, Description = "Convert in this process, for the process that watches it; --output is a folder." };
        var command = new Command(
            "convert", "Turns weights that Keras saved as .h5 into a safetensors file, in a process of its own: such a file can stall its reader or fill the memory.\n\nExample: weights convert resnet152.h5 --output resnet152-keras.safetensors")
        {
            files, output, seconds, mebibytes, child,
        };
        command.Does((arguments, context) =>
        {
            string[] named = arguments.GetRequiredValue(files);
            string? target = arguments.GetValue(output);
            if (arguments.GetValue(child))
            {
                return ConvertHere(named, target ?? ".", context);
            }

            var limits = new ConversionLimits { Seconds = arguments.GetValue(seconds), Mebibytes = arguments.GetValue(mebibytes) };
            return Convert(named, target, limits, context);
        });
        return command;
    }

    private static int Convert(string[] files, string? output, ConversionLimits limits, VerbContext context)
    {
        if (output is not null && files.Length > 1)
        {
            throw new ArgumentException($"Expected one file with --output, got {files.Length}. Leave --output out: each result is written beside its file.");
        }

        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
        {
            throw new FileNotFoundException($"There is no file {missing}; check the path.", missing);
        }

        var outcomes = IsolatedConversion.ConvertAll(files, file => output ?? Path.ChangeExtension(file, ".safetensors"), limits, context.CancellationToken);
        foreach (var outcome in outcomes)
        {
            if (outcome.Problem.Length > 0)
            {
                context.Error.WriteLine($"Error: {outcome.Problem}");
            }
            else
            {
                context.Output.WriteLine($"{outcome.Path} is converted: {Path.GetFullPath(outcome.Output)}");
            }
        }

        return outcomes.Any(outcome => outcome.Problem.Length > 0) ? ExitCode.BadInput : ExitCode.Success;
    }

    private static int ConvertHere(string[] files, string folder, VerbContext context)
    {
        foreach (var (i, file) in files.Index())
        {
            string name = $"{i}.safetensors";
            try
            {
                KerasConversion.Convert(file, Path.Combine(folder, name));
                context.Output.WriteLine($"{ConversionProcess.Done}{name}");
            }
            catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                context.Output.WriteLine($"{ConversionProcess.Refused}{e.Message.ReplaceLineEndings(" ")}");
            }

            context.Output.Flush();
        }

        return ExitCode.Success;
    }
}
