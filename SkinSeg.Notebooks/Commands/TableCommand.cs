using System.CommandLine;
using System.Globalization;
using SkinSeg.Experiments;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>table</c>: the paper's table from what is finished, whatever that is.</summary>
internal static class TableCommand
{
    public static Command Create()
    {
        var options = new LabOptions();
        var study = new StudyOptions();
        var command = new Command(
            "table", "Prints Table I, and Table III where a budget has attributes, from the trainings that are finished; nothing is trained. What is missing stands in it with the command that makes it.\n\nExample: table --budget lesson --data ISIC2018 --folds 1 2");
        options.AddTo(command);
        study.AddTo(command);
        command.Does((arguments, context) =>
        {
            var lab = Lab.Open(options.Read(arguments));
            var result = StudyRun.Gather(study.Read(arguments, lab.Study), lab.Workbench, context.CancellationToken);
            context.Output.WriteLine(TableOne.Of(result, row => CommandFor(lab.Config, row)));
            if (result.Study.Targets.Count > 1)
            {
                context.Output.WriteLine(TableThree.Of(result, row => CommandFor(lab.Config, row)));
            }

            context.Output.WriteLine(result.Lesions.Count > 0 ? TableOne.Conditions(result.Lesions[^1]) : "Nothing is finished yet.");
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>The command that makes a missing row.</summary>
    public static string CommandFor(LabConfig config, MissingRow row)
    {
        string data = config.DataFolder.Length > 0 ? $" --data {config.DataFolder}" : string.Empty;
        string output = config.OutFolder == Path.GetFullPath(LabConfig.DefaultOutFolder) ? string.Empty : $" --out {config.OutFolder}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"reproduce --budget {config.Budget.ToString().ToLowerInvariant()}{data}{output} --networks {string.Join(' ', row.Networks)} --folds {string.Join(' ', row.Folds.Select(fold => fold + 1))}");
    }
}
