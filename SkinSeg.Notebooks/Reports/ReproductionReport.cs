using System.Globalization;
using System.Text.RegularExpressions;
using SkinSeg.Experiments;
using SkinSeg.Notebooks.Plots;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Weights;

namespace SkinSeg.Notebooks.Reports;

/// <summary>One notebook that a reproduction ran.</summary>
/// <param name="File">Name of the executed notebook, relative to the report.</param>
/// <param name="Outcome">How it ended, in words.</param>
internal sealed record ReportedNotebook(string File, string Outcome);

/// <summary>The page that a reproduction ends with: the table, the curves, pictures, and where each number came from.</summary>
internal static partial class ReproductionReport
{
    /// <summary>Writes <c>index.html</c>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lab">The lab that ran.</param>
    /// <param name="study">What was found.</param>
    /// <param name="card">The paper's numbers and claims beside what was found.</param>
    /// <param name="notebooks">The notebooks that ran.</param>
    public static void Write(string path, Lab lab, StudyResult study, Scorecard card, IReadOnlyList<ReportedNotebook> notebooks)
    {
        var result = study.Lesions[^1]; // the ensemble, where there is one
        var page = new ReportPage("SkinSeg · lesion segmentation, Table I");
        page.Paragraph("After Koohbanani et al. 2018, Leveraging Transfer Learning for Segmenting Lesions and their Attributes in Dermoscopy Images.", "muted");
        page.Paragraph(Answer(result), "lead");
        page.Paragraph(Reading(lab), "note");
        page.Section("Ours, beside the paper's").Wide(TableOne.Of(study.Lesions).ToHtml());
        page.Paragraph($"{TableOne.Conditions(result)}. ± is half a 95 % bootstrap interval over images. Thresholds are chosen on the same out-of-fold maps, as in the paper.", "muted");
        AddTraining(page, result);
        page.Section("Held-out images, from the worst to the best");
        page.Paragraph("Green is the truth, red the prediction. Every image was predicted by the one network that never saw it, averaged over five views.");
        page.Html(lab.Compare(result, 6).ToHtml());
        AddThresholds(page, result);
        page.Section("What it was estimated to take, and what it took");
        page.Paragraph("Estimated before it began, from a probe of 20 training steps of each network on this machine; measured by the clock of the process.", "muted").Wide(PlanReview.Of(lab.Store).ToHtml());
        page.Section("Readings of the paper that these numbers rest on").Details($"All {Assumptions.All.Items.Count}, with what switches each", Assumptions.All.ToHtml());
        page.Section("Notebooks").Html(Links(notebooks));
        page.Section("Where the numbers come from").Wide(Provenance(lab, result).ToHtml());
        AddScorecard(page, card);
        AtomicFile.WriteAllText(path, page.Finish(ChartHtml.Library()));
    }

    private static void AddScorecard(ReportPage page, Scorecard card)
    {
        page.Section("Scorecard: every number and claim of the paper");
        page.Paragraph("A line each, also for what was not run. “Reproduced” is said only of what was measured with the paper's networks, weights, recipe and all of its images. As JSON: scorecard.json.", "muted");
        page.Wide(card.ToSummary().ToHtml());
        foreach (string section in card.Sections)
        {
            page.Details(section, WithLinks(card.ToTable(section).ToHtml()));
        }
    }

    // The page lies beside the store, to which evidence is relative. Its cells do not wrap; a card's hold sentences.
    private static string WithLinks(string table) =>
        EvidenceCell().Replace(table, """><a href="$1">$1</a><""").Replace("style=\"text-align:left", "style=\"white-space:normal;text-align:left", StringComparison.Ordinal);

    [GeneratedRegex(">(runs/[^<>\"]+)<")]
    private static partial Regex EvidenceCell();

    private static void AddTraining(ReportPage page, LesionResult result)
    {
        page.Section("Training");
        var epochs = result.Folds.Select(fold => fold.Epochs);
        page.Html($"<div class=\"pair\"><div class=\"wide\">{ChartHtml.Fragment(Charts.Losses(epochs))}</div><div class=\"wide\">{ChartHtml.Fragment(Charts.Jaccards(epochs))}</div></div>");
        page.Details("Each fold", FoldRun.Summarize(result.Folds).ToHtml());
    }

    private static void AddThresholds(ReportPage page, LesionResult result)
    {
        page.Section("Thresholds");
        page.Paragraph($"Dual threshold with reconstruction: the best of {result.Landscape.Pairs.Count} pairs is {result.Thresholds}, by the mean thresholded Jaccard index at {result.Run.Experiment.WorkingSize}.");
        page.Details("Score of every pair", result.Landscape.ToHtml());
        page.Details("Score of every image", result.Scores.ToImageTable(string.Empty).ToHtml());
    }

    private static string Answer(LesionResult result)
    {
        var scores = result.Scores;
        return Text($"{result.Maps.Name}: thresholded Jaccard {scores.ThresholdJaccard.Mean:F3}, Jaccard {scores.Jaccard.Mean:F3}, Dice {scores.Dice.Mean:F3} over {scores.Count} held-out images.");
    }

    // Compact networks and synthetic images can never read as a reproduction.
    private static string Reading(Lab lab) => lab.Config switch
    {
        { DataFolder.Length: 0 } => "Synthetic images and a compact network: this run shows that every step works on this machine. Its scores say nothing about skin and nothing about the paper.",
        { Budget: Budget.Smoke or Budget.Lesson } => "A compact network from random weights on a part of the images: trends are real, but the paper's numbers need its networks, ImageNet weights and all 2594 images (budget paper).",
        _ => "The paper's network and recipe, from random weights instead of ImageNet's: compare with that in mind.",
    };

    private static string Links(IReadOnlyList<ReportedNotebook> notebooks) => notebooks.Count == 0 ? "<p>None: they run a whole budget, and this is a part of one.</p>" : string.Concat(
        ["<ul>", .. notebooks.Select(notebook =>
            $"<li><a href=\"{ReportPage.Encode(notebook.File)}\">{ReportPage.Encode(Path.GetFileName(notebook.File))}</a> <span class=\"muted\">{ReportPage.Encode(notebook.Outcome)}</span></li>"), "</ul>"]);

    private static Table Provenance(Lab lab, LesionResult result) => Table.Of(
        string.Empty,
        ["", ""],
        [
            ["kit", ModelInfo.CurrentKitVersion],
            ["libtorch, device, threads", Text($"{TorchRuntime.Version}, {TorchRuntime.PreferredDevice}, {TorchRuntime.Threads}")],
            ["budget", lab.Config.Budget.ToString().ToLowerInvariant()],
            ["data", lab.Data.ToString()],
            ["manifest (SHA-256)", lab.Data.ManifestHash],
            ["experiment", result.Run.Experiment.Identity(lab.Data)],
            ["trainings", Path.GetRelativePath(lab.Config.OutFolder, lab.Store.Folder)],
            ["again", Text($"dotnet run --project SkinSeg.Notebooks -c Release -- reproduce --budget {lab.Config.Budget.ToString().ToLowerInvariant()}{(lab.Config.DataFolder.Length > 0 ? " --data DIR" : string.Empty)}{(lab.Config.Acceleration == Acceleration.Off ? " --plain" : string.Empty)}")],
        ]);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
