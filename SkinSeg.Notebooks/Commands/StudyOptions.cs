using System.CommandLine;
using SkinSeg.Experiments;

namespace SkinSeg.Notebooks.Commands;

/// <summary>The options that choose a part of a budget's study.</summary>
internal sealed class StudyOptions
{
    private readonly Option<string[]> networks = new("--networks")
    {
        HelpName = "NAME",
        Description = "Only these of the budget's networks; all by default.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<int[]> folds = new("--folds")
    {
        HelpName = "N",
        Description = "Only these folds, counted from 1; all by default.",
        AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(networks);
        command.Add(folds);
    }

    /// <summary>The part of a study that was asked for.</summary>
    /// <exception cref="ArgumentException">A network or a fold is not in the study.</exception>
    public Study Read(ParseResult arguments, Study study) =>
        study.Part(arguments.GetValue(networks) ?? [], (arguments.GetValue(folds) ?? []).Select(fold => fold - 1));
}
