using System.CommandLine;

namespace SkinSeg.Notebooks.Commands;

/// <summary>The program's verbs.</summary>
internal static class CommandLine
{
    private const string About = """
        SkinSeg: skin lesion segmentation after Koohbanani et al. 2018, as notebooks one can run, doubt and change.
        Without a verb it reproduces the paper's Table I at the smoke budget: a few minutes, no download.
        Exit codes: 0 done, 1 a check or a notebook cell failed, 2 bad input, 130 cancelled.

        Example: dotnet run --project SkinSeg.Notebooks -c Release -- reproduce --budget lesson
        """;

    // Ctrl-C ends at the next batch; a batch of the largest network may take this long on a laptop.
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(60);

    /// <summary>Runs the verb that the arguments name.</summary>
    /// <returns>0; 1 a check or a cell failed; 2 bad input; 130 cancelled.</returns>
    public static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        var parsed = Create().Parse(arguments);
        if (ParseProblem.Find(parsed) is { } problem)
        {
            error.WriteLine($"Error: {problem}");
            return ExitCode.BadInput;
        }

        return parsed.InvokeAsync(new() { Output = output, Error = error, ProcessTerminationTimeout = TimeToStop }).GetAwaiter().GetResult();
    }

    private static RootCommand Create()
    {
        var root = new RootCommand(About)
        {
            ReproduceCommand.Create(),
            RunCommand.Create(),
            KernelCommand.Create(),
            TrainCommand.Create(),
            PlanCommand.Create(),
            TableCommand.Create(),
            StoreCommand.Create(),
            SlurmCommand.Create(),
            PredictCommand.Create(),
            ScoreCommand.Create(),
            SubmissionCommand.Create(),
            SummaryCommand.Create(),
            new Command("data", "Verifies or draws images.\n\nExample: data verify ISIC2018") { VerifyCommand.Create(), SynthesizeCommand.Create() },
            WeightsCommand.Create(),
            BenchCommand.Create(),
            DoctorCommand.Create(),
        };
        ReproduceCommand.Attach(root);
        Help.Arrange(root);
        return root;
    }
}
