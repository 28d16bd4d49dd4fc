using SkinSeg.Imaging;
using SkinSeg.Metrics;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Scores masks in files by the rules of the challenge's own scorer (facts.md §4.5). Predictions lie in a folder, or in a zip as it is uploaded.</summary>
/// <remarks>All cores are used; the result does not depend on how many there are.</remarks>
public static class ScoreFolders
{
    /// <summary>Task 1: every mask in the truth folder is matched by its seven digits with one prediction of the same size. Pixels above 128 are set.</summary>
    /// <param name="truthFolder">Masks named <c>ISIC_[7 digits]_segmentation.png</c>; ATTRIBUTION.txt and LICENSE.txt are skipped.</param>
    /// <param name="predictions">Folder or zip with masks of one channel and 8 bits; other files are ignored with a warning.</param>
    /// <param name="progress">Told after each image.</param>
    /// <param name="cancellationToken">Checked before each image.</param>
    /// <exception cref="DirectoryNotFoundException">A folder is missing.</exception>
    /// <exception cref="InvalidDataException">A prediction is missing, there twice, of another size, not greyscale, or not an image, or the zip is damaged; the message says which.</exception>
    public static FolderScores Task1(
        string truthFolder, string predictions, IProgress<DataProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var (scores, warnings) = Score(
            ChallengeTask.LesionSegmentation,
            truthFolder,
            predictions,
            static (pair, truth, prediction) => ImageScores.Compare(pair.Id, truth, prediction),
            new(progress, cancellationToken));
        return new(ScoreTable.Of(scores), warnings);
    }

    /// <summary>Task 2: as <see cref="Task1"/>, for masks named <c>ISIC_[7 digits]_attribute_[name].png</c>: matched by digits and name, scored as pooled pixels.</summary>
    /// <inheritdoc cref="Task1"/>
    public static FolderAttributeScores Task2(
        string truthFolder, string predictions, IProgress<DataProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var (counts, warnings) = Score(
            ChallengeTask.AttributeDetection,
            truthFolder,
            predictions,
            static (pair, truth, prediction) => AttributeCounts.Compare(pair.Id, pair.Target.Attribute(), truth, prediction),
            new(progress, cancellationToken));
        return new(AttributeScores.Of(counts), warnings);
    }

    private static (T[] Scores, ValueList<string> Warnings) Score<T>(
        ChallengeTask task, string truthFolder, string predictions, Func<ScorePair, Mask, Mask, T> score, Following following)
    {
        ArgumentNullException.ThrowIfNull(truthFolder);
        ArgumentNullException.ThrowIfNull(predictions);
        using var truths = FileStore.OfFolder(truthFolder, "ground truth");
        using var store = FileStore.Open(predictions, "predictions");
        var matching = new ScorePairs(task, truths, store);
        var pairs = matching.Find();
        var scored = OrderedParallel.Map(pairs, Compare, CountedProgress.Of(following.Progress, pairs.Count), following.CancellationToken);
        string[] grey = [.. pairs.Zip(scored).Where(item => item.Second.IsGrey).Select(item => item.First.Prediction.Stem)];
        string[] cut = grey.Length == 0
            ? []
            : [$"{predictions}: {grey.Length} prediction(s) hold values other than 0 and 255 and were cut at {ImageFiles.ScoringThreshold} (first: {grey[0]})."];
        return ([.. scored.Select(item => item.Score)], [.. matching.Warnings(pairs), .. cut]);

        (T Score, bool IsGrey) Compare(ScorePair pair)
        {
            var truth = ImageFiles.ReadMask(pair.Truth.Place, ImageFiles.ScoringThreshold);
            var prediction = MaskReading.Of(pair.Prediction, truth.Size, pair.Truth.Name);
            return (score(pair, truth, prediction.OrThrow()), prediction.IsGrey);
        }
    }

    private sealed record Following(IProgress<DataProgress>? Progress, CancellationToken CancellationToken);
}
