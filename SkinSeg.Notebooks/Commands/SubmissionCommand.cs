using System.CommandLine;
using System.Globalization;
using SkinSeg.Data;
using SkinSeg.PostProcessing;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>submission</c>: writes and checks the zips that the challenge takes.</summary>
internal static class SubmissionCommand
{
    public static Command Create() =>
        new("submission", "Writes or checks the zip of masks that the challenge takes.\n\nExample: submission check my-masks.zip --task 1 --images ISIC2018_Task1-2_Test_Input") { Write(), Check() };

    private static Command Check()
    {
        var zip = new Argument<string>("ZIP") { Description = "The zip, or a folder of what will go into it." };
        var task = TaskOption.Create();
        var images = Images();
        var command = new Command(
            "check",
            "Checks a submission: what the challenge's scorer refuses is an error (exit code 1), all else a warning.\n\nExample: submission check my-masks.zip --task 1 --images ISIC2018_Task1-2_Test_Input")
        {
            zip, task, images,
        };
        command.Does((arguments, context) =>
        {
            var number = TaskOption.Parse(arguments.GetValue(task));
            return Show(context, Terminal.Follow("Checking", context, progress => Submission.Check(
                number, arguments.GetRequiredValue(zip), arguments.GetRequiredValue(images), new ShareOfData(progress), context.CancellationToken)));
        });
        return command;
    }

    private static Command Write()
    {
        var task = TaskOption.Create();
        var images = Images();
        var prediction = new Option<string>("--prediction")
        {
            HelpName = "DIR",
            Description = "Folder with a mask, or a probability map of 16 or 8 bits, for each image (task 2: and attribute), matched as 'score' does.",
            Required = true,
        };
        var output = new Option<string>("--out") { HelpName = "ZIP", Description = "The zip to write.", Required = true };
        var high = new Option<double?>("--high") { HelpName = "P", Description = "The files are maps; this is their high threshold, T_H. 0.8 where only --low is given." };
        var low = new Option<double?>("--low") { HelpName = "P", Description = "The files are maps; this is their low threshold, T_L. 0.5 where only --high is given." };
        var command = new Command(
            "write", "Packs masks, or the masks of probability maps, into a submission, and checks it.\n\nExample: submission write --prediction maps --high 0.8 --low 0.65 --images images --out my.zip")
        {
            task, prediction, images, output, high, low,
        };
        command.Does((arguments, context) =>
        {
            var number = TaskOption.Parse(arguments.GetValue(task));
            var config = new SubmissionConfig
            {
                Task = number,
                Predictions = arguments.GetRequiredValue(prediction),
                Images = arguments.GetRequiredValue(images),
                Rule = RuleOf(number, arguments.GetValue(high), arguments.GetValue(low)),
            };
            string path = arguments.GetRequiredValue(output);
            return Show(context, Terminal.Follow("Writing", context, progress => Submission.Write(config, path, new ShareOfData(progress), context.CancellationToken)));
        });
        return command;
    }

    // An attribute may be absent, and may have several objects (section II-C-4); a lesion is always there, once.
    private static MaskRule? RuleOf(ChallengeTask task, double? high, double? low)
    {
        if (high is null && low is null)
        {
            return null;
        }

        bool isLesion = task == ChallengeTask.LesionSegmentation;
        var paper = new DualThreshold();
        var rule = new DualThreshold
        {
            High = Probability("--high", high ?? paper.High),
            Low = Probability("--low", low ?? paper.Low),
            KeepLargestMarker = isLesion,
            EmptyMarker = isLesion ? EmptyMarkerRule.FallBack : EmptyMarkerRule.LeaveEmpty,
        };
        return new(rule.ToString(), (_, map) => rule.Apply(map));
    }

    private static double Probability(string option, double value) => value is >= 0 and <= 1
        ? value
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected {option} from 0 to 1, got {value}."));

    private static int Show(VerbContext context, SubmissionReport report)
    {
        context.Output.WriteLine(report);
        return report.Passed ? ExitCode.Success : ExitCode.Failed;
    }

    private static Option<string> Images() => new("--images")
    {
        HelpName = "DIR",
        Description = "Folder of the images, named ISIC_<7 digits>.jpg: they say which masks must be there, and of which size.",
        Required = true,
    };
}
