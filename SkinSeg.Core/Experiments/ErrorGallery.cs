using SkinSeg.Imaging;
using SkinSeg.Inference;
using SkinSeg.Metrics;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>Where a result fails: the worst images and the near misses, which conditions are hard, and which stage lost the score.</summary>
/// <remarks>F#: <c>let gallery = ErrorGallery.Of result</c>, <c>gallery.Worst 6 |&gt; gallery.Show</c>.</remarks>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed class ErrorGallery : ISelfDisplay
{
    // A stage that moves the Jaccard index less than this did nothing that one would see.
    private const double Visible = 0.01;
    private const int Shown = 4;

    // What a map is cut at by somebody who knows nothing of thresholds.
    private const double Cut = 0.5;

    private readonly LesionResult result;

    private ErrorGallery(LesionResult result, ValueList<ErrorCase> cases) => (this.result, Cases) = (result, cases);

    /// <summary>Every held-out image, lowest Jaccard index first; ties by id.</summary>
    public ValueList<ErrorCase> Cases { get; }

    /// <summary>Thirds by lesion size, hair and contrast, and images whose lesion touches the edge.</summary>
    public ValueList<ErrorSlice> Slices => ErrorSlice.Of(Cases);

    /// <summary>Measures every held-out image of a result; on all cores. Maps of single views that are not in the store any more are predicted again.</summary>
    /// <param name="result">The result.</param>
    /// <param name="progress">Told the number of images done.</param>
    /// <param name="cancellationToken">Checked before each image.</param>
    public static ErrorGallery Of(LesionResult result, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        result.Maps.EnsureViews(cancellationToken);
        var cases = OrderedParallel.Map(result.Scores.Images, scores => CaseOf(result, scores), progress, cancellationToken);
        return new(result, [.. cases.OrderBy(item => item.Scores.Jaccard).ThenBy(item => item.Id, StringComparer.Ordinal)]);
    }

    /// <summary>The images with the lowest Jaccard index, worst first.</summary>
    public ValueList<ErrorCase> Worst(int count) => [.. Cases.Take(count)];

    /// <summary>The images that fail the challenge's 0.65 by the least, nearest first.</summary>
    public ValueList<ErrorCase> NearMisses(int count) => [.. Cases.Where(item => item.IsNearMiss).Reverse().Take(count)];

    /// <summary>The images of which a stage lost most, most first; only those it lost anything of.</summary>
    public ValueList<ErrorCase> LostBy(PipelineStage stage, int count) =>
        [.. Cases.Where(item => item.Ladder.LossOf(stage) > 0).OrderByDescending(item => item.Ladder.LossOf(stage)).ThenBy(item => item.Id, StringComparer.Ordinal).Take(count)];

    /// <summary>Image, agreement (truth green, prediction red, both orange), map and what went wrong, one row per case.</summary>
    public ImageGrid Show(IEnumerable<ErrorCase> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        return new(["image", "truth and prediction", "probability"], [.. cases.Select(Row)]);
    }

    /// <summary>What each stage lost and won: mean over images with its interval, images that it moved, and passes of 0.65 that it lost and won.</summary>
    public Table ToStageTable() => Table.Of(
        Invariant($"Where the Jaccard index of {Cases.Count} images is lost; all losses add up to 1 − {result.Scores.Jaccard.Mean:F4}"),
        ["Stage", "Jaccard after it", "Loss (95 % interval)", "Images it harmed", "Images it helped", "Passes lost", "Passes won"],
        StageLadder.Stages.Where(stage => stage != PipelineStage.Ensemble || result.Maps.Members.Count > 1).Select(StageRow));

    /// <summary>How the images of each slice score.</summary>
    public Table ToSliceTable() => Table.Of(
        "Scores by what makes an image hard; ± half of the 95 % interval",
        ["Condition", "Which third", "Images", "Jaccard", "Thresholded", "Passes", "Lost after the network"],
        Slices.Select(SliceRow));

    /// <inheritdoc/>
    public string ToHtml() => $"{ToStageTable().ToHtml()}{ToSliceTable().ToHtml()}{Show(Worst(Shown)).ToHtml()}";

    /// <inheritdoc/>
    public string ToMarkdown() => $"{ToStageTable().ToMarkdown()}\n{ToSliceTable().ToMarkdown()}";

    /// <summary>Both tables, and the worst images, as text.</summary>
    public override string ToString() => $"{ToStageTable()}\n\n{ToSliceTable()}\n\n{string.Join('\n', Worst(Shown))}";

    private static ErrorCase CaseOf(LesionResult result, ImageScores scores)
    {
        var views = result.Maps.ViewsOf(scores.Id);
        var map = result.MapOf(scores.Id);
        var prepared = result.Run.Images[scores.Id];
        var explained = result.Thresholds.Explain(map);
        double Jaccard(Mask mask) => PixelCounts.Compare(prepared.Mask, mask).Jaccard;
        double OfMembers(Func<ViewMaps, ProbabilityMap> map) =>
            Enumerable.Range(0, views.FoldCount).Average(member => Jaccard(map(views.Subset(item => item.Fold == member)).Above(Cut)));
        var ladder = new StageLadder(
            OfMembers(member => member.Maps[0].Map), OfMembers(member => member.Mean()), Jaccard(map.Above(Cut)), Jaccard(map.Above(result.Thresholds.Low)), Jaccard(explained.Mask), scores.Jaccard);
        return new(scores, result.Maps.FoldOf(scores.Id), ImageConditions.Of(prepared.Image, prepared.Mask), ladder, explained.Source);
    }

    private static IEnumerable<string> SliceRow(ErrorSlice slice) =>
    [
        slice.Condition,
        slice.Name,
        Invariant($"{slice.Jaccard.Count}"),
        slice.Jaccard.ToShortText(),
        slice.ThresholdJaccard.ToShortText(),
        Invariant($"{100 * slice.Passes:F0} %"),
        slice.WorstLoss >= 0.0005 ? Invariant($"{$"{slice.WorstStage}".ToLowerInvariant()}, {slice.WorstLoss:F3}") : "–",
    ];

    private IEnumerable<string> StageRow(PipelineStage stage)
    {
        int Number(Func<StageLadder, bool> holds) => Cases.Count(item => holds(item.Ladder));
        return
        [
            $"{stage}",
            Invariant($"{Cases.Average(item => item.Ladder.After(stage)):F4}"),
            Bootstrap.Mean(Cases.Select(item => item.Ladder.LossOf(stage)), seed: 0).ToText(),
            Invariant($"{Number(ladder => ladder.LossOf(stage) >= Visible)}"),
            Invariant($"{Number(ladder => ladder.LossOf(stage) <= -Visible)}"),
            Invariant($"{Number(ladder => ImageScores.IsPass(ladder.Before(stage)) && !ImageScores.IsPass(ladder.After(stage)))}"),
            Invariant($"{Number(ladder => !ImageScores.IsPass(ladder.Before(stage)) && ImageScores.IsPass(ladder.After(stage)))}"),
        ];
    }

    private ValueList<CaptionedImage> Row(ErrorCase item)
    {
        var prepared = result.Run.Images[item.Id];
        var mask = result.MaskOf(item.Id).ResizeTo(prepared.Image.Size);
        return
        [
            new(prepared.Image, $"{item.Id}: {item.Conditions}"),
            new(prepared.Image.Confusion(prepared.Mask, mask), Invariant($"Jaccard {item.Scores.Jaccard:F3}; {item.LossText}")),
            new(result.MapOf(item.Id).ToImage(), item.Marker == MarkerSource.High ? $"{result.Thresholds}" : $"{result.Thresholds}: no pixel above T_H"),
        ];
    }
}
