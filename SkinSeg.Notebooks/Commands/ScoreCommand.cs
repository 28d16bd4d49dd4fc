using System.CommandLine;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>score</c>: the official scores of a folder or zip of masks.</summary>
internal static class ScoreCommand
{
    public static Command Create()
    {
        var task = TaskOption.Create();
        var truth = new Option<string>("--truth") { HelpName = "DIR", Description = "Folder with true masks.", Required = true };
        var prediction = new Option<string>("--prediction")
        {
            HelpName = "PATH",
            Description = "Folder or zip with predicted masks: 8-bit grey, at the truth's size, matched by the seven digits of the name (task 2: and by the attribute).",
            Required = true,
        };
        var json = new Option<string?>("--json") { HelpName = "FILE", Description = "File for the scores in the official scorer's shape." };
        var command = new Command(
            "score", "Scores predicted masks by the challenge's own rules and, for task 2, the paper's beside them.\n\nExample: score --task 2 --truth true-masks --prediction my-masks.zip --json scores.json")
        {
            task, truth, prediction, json,
        };
        command.Does((arguments, context) => new Score
        {
            Task = arguments.GetValue(task),
            Truth = arguments.GetRequiredValue(truth),
            Prediction = arguments.GetRequiredValue(prediction),
            Json = arguments.GetValue(json),
        }.Run(context));
        return command;
    }
}
