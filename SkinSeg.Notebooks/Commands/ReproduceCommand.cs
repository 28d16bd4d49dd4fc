using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using SkinSeg.Experiments;
using SkinSeg.Notebooks.Engine;
using SkinSeg.Notebooks.Plots;
using SkinSeg.Notebooks.Reports;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>reproduce</c>, the default verb: trains, runs the notebooks, writes the report.</summary>
internal static class ReproduceCommand
{
    private const string Help = """
        Reproduces the paper's Table I as far as the budget goes: trains the networks, runs the notebooks, writes a report.
        A run that was stopped, however it was stopped, goes on where it was.

        Example: reproduce --budget lesson --data ISIC2018 --out my-run
        """;

    private static readonly string[] Notebooks = ["01-lesion-segmentation.ipynb", "01-lesion-segmentation-fsharp.ipynb"];

    public static Command Create()
    {
        var command = new Command("reproduce", Help);
        Attach(command);
        return command;
    }

    /// <summary>Makes a command (the verb, or the program without a verb) reproduce.</summary>
    public static void Attach(Command command)
    {
        var options = new LabOptions();
        var study = new StudyOptions();
        options.AddTo(command);
        study.AddTo(command);
        command.Does((arguments, context) =>
        {
            var lab = Lab.Open(options.Read(arguments));
            return Run(lab, study.Read(arguments, lab.Study), context);
        });
    }

    private static int Run(Lab lab, Study study, VerbContext context)
    {
        var watch = Stopwatch.StartNew();
        var config = lab.Config;
        context.Output.WriteLine(lab);
        var plan = StudyPlanning.Make(lab, study, new(lab.Data, lab.Store, lab.Workbench.Device), context);
        context.Output.WriteLine();
        context.Output.WriteLine(plan);
        var result = Terminal.Follow("training", context, progress => StudyRun.Run(study, lab.Workbench, progress, context.CancellationToken));
        context.Output.WriteLine();
        context.Output.WriteLine(TableOne.Of(result.Lesions));
        context.Output.WriteLine(TableOne.Conditions(result.Lesions[^1]));
        if (study.Targets.Count > 1)
        {
            context.Output.WriteLine();
            context.Output.WriteLine(TableThree.Of(result, row => TableCommand.CommandFor(config, row)));
        }

        context.Output.WriteLine();
        context.Output.WriteLine(PlanReview.Of(lab.Store));
        var reports = new List<NotebookRunReport>();
        // The notebooks run the whole budget: of a part of it they would train the rest.
        foreach (string name in IsWhole(study, lab) ? Notebooks : [])
        {
            var report = RunNotebook(name, config, context);
            reports.Add(report);
            if (report.Failure is { } failure)
            {
                context.Error.WriteLine(string.Join('\n', failure.Trace.Prepend($"{name}: {failure}")));
                return ExitCode.Failed;
            }
        }

        var card = Scorecard.Of(result, $"{config.Budget}".ToLowerInvariant());
        AtomicFile.WriteAllText(Path.Combine(config.OutFolder, "scorecard.json"), card.ToJson());
        context.Output.WriteLine();
        context.Output.WriteLine(card);
        string page = Path.Combine(config.OutFolder, "index.html");
        ReproductionReport.Write(page, lab, result, card, [.. reports.Select(Describe)]);
        context.Output.WriteLine();
        context.Output.WriteLine($"Report, after {Durations.Text(watch.Elapsed)}: {page}");
        return ExitCode.Success;
    }

    private static bool IsWhole(Study study, Lab lab) => study.Experiments.Contains(lab.Experiment) && lab.Plan.Folds.All(fold => study.Folds.Contains(fold));

    private static NotebookRunReport RunNotebook(string name, LabConfig config, VerbContext context)
    {
        var options = new NotebookRunOptions
        {
            Path = Path.Combine(AppContext.BaseDirectory, "notebooks", name),
            OutputPath = Path.Combine(config.OutFolder, "notebooks", name),
            Formatters = PlotFormatters.All,
            Environment = new Dictionary<string, string>
            {
                [LabConfig.BudgetVariable] = config.Budget.ToString(),
                [LabConfig.DataVariable] = config.DataFolder,
                [LabConfig.OutVariable] = config.OutFolder,
                [LabConfig.AccelerationVariable] = config.Acceleration.ToString(),
            },
        };
        return Terminal.Follow("notebook", context, progress => NotebookRunner.Run(options, new CellRelay(progress), context.CancellationToken));
    }

    private static ReportedNotebook Describe(NotebookRunReport report) => new(
        $"notebooks/{Path.GetFileName(report.OutputPath)}", string.Create(CultureInfo.InvariantCulture, $"{report.Cells.Count} cells ran without an error"));
}
