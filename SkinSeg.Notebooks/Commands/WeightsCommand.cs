using System.CommandLine;
using SkinSeg.Weights;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>weights</c>: the files of published weights; a further verb is one more line here.</summary>
internal static class WeightsCommand
{
    /// <summary>Where files of weights are kept unless a folder is named: only the command line has such a place.</summary>
    public static string DefaultFolder => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "SkinSeg", "weights");

    public static Command Create() =>
        new("weights", "Lists, finds, checks and fetches published weights of the paper's networks.\n\nExample: weights fetch resnet152")
        {
            WeightsList.Create(),
            WeightsLocate.Create(),
            WeightsVerify.Create(),
            WeightsFetch.Create(),
            ConvertWeightsCommand.Create(),
        };

    /// <summary>The option that every verb on files has.</summary>
    public static Option<string> FolderOption() => new("--folder")
    {
        HelpName = "DIR",
        Description = "Folder of the files. Without it, SkinSeg/weights in your folder for the data of programs.",
    };

    /// <summary>The argument for names.</summary>
    public static Argument<string[]> NamesArgument(ArgumentArity arity) => new("NAME")
    {
        Description = "Names as 'weights list' shows them; a network's name means its recommended file.",
        Arity = arity,
    };

    /// <summary>The folder that was named, or the default one.</summary>
    public static string FolderOf(ParseResult arguments, Option<string> option) => arguments.GetValue(option) ?? DefaultFolder;

    /// <summary>The sources that were named; all of them where none was.</summary>
    /// <exception cref="ArgumentException">A name is unknown.</exception>
    public static IReadOnlyList<WeightSource> SourcesOf(ParseResult arguments, Argument<string[]> names) =>
        arguments.GetValue(names) is { Length: > 0 } named ? [.. named.Select(WeightRegistry.Find).Distinct()] : WeightRegistry.All;
}
