using System.CommandLine;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>score</c>: the official scores of a folder of masks.</summary>
internal static class ScoreCommand
{
    public static Command Create()
    {
        var task = new Option<int>("--task") { HelpName = "N", Description = "The challenge's task: 1, lesion segmentation.", DefaultValueFactory = _ => 1 };
        var truth = new Option<string>("--truth") { HelpName = "DIR", Description = "Folder with true masks.", Required = true };
        var prediction = new Option<string>("--prediction") { HelpName = "DIR", Description = "Folder with predicted masks: 8-bit grey, at the truth's size, matched by the seven digits of the name.", Required = true };
        var json = new Option<string?>("--json") { HelpName = "FILE", Description = "File for the scores in the official scorer's shape." };
        var command = new Command(
            "score", "Scores predicted masks by the challenge's own rules.\n\nExample: score --task 1 --truth true-masks --prediction my-masks --json scores.json")
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
