using OpenCvSharp;
using SkinSeg.Imaging;
using SkinSeg.Metrics;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>The scores of a folder of predictions.</summary>
/// <param name="Scores">Every image's scores, in order of name, and their means.</param>
/// <param name="Warnings">What the challenge's scorer accepts silently: extra files, grey values, folders inside.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record FolderScores(ScoreTable Scores, ValueList<string> Warnings) : ISelfDisplay
{
    /// <summary>The summary in the shape of the challenge's scorer.</summary>
    public Task1Report Report => Task1Report.From(Scores);

    /// <inheritdoc/>
    public string ToHtml() => Scores.ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => Scores.ToMarkdown();

    /// <summary>The six means as aligned text.</summary>
    public override string ToString() => Scores.ToString();
}

/// <summary>Scores folders of mask files by the rules of the challenge's own scorer (facts.md §4.5).</summary>
public static class ScoreFolders
{
    /// <summary>
    /// Task 1: every mask in the truth folder is matched by its seven digits with one prediction of the same size. Pixels above 128 are set.
    /// All cores are used; the result does not depend on how many there are.
    /// </summary>
    /// <param name="truthFolder">Masks named <c>ISIC_[7 digits]_segmentation.png</c>; ATTRIBUTION.txt and LICENSE.txt are skipped.</param>
    /// <param name="predictionFolder">Masks of one channel and 8 bits; other files are ignored with a warning.</param>
    /// <param name="progress">Told after each image.</param>
    /// <param name="cancellationToken">Checked before each image.</param>
    /// <exception cref="DirectoryNotFoundException">A folder is missing.</exception>
    /// <exception cref="InvalidDataException">A prediction is missing, there twice, of another size, not greyscale, or not an image; the message says which.</exception>
    public static FolderScores Task1(
        string truthFolder, string predictionFolder, IProgress<DataProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(truthFolder);
        ArgumentNullException.ThrowIfNull(predictionFolder);
        List<string> warnings = [];
        var pairs = ScorePairs.Find(truthFolder, predictionFolder, warnings);
        var scored = OrderedParallel.Map(pairs, Score, CountedProgress.Of(progress, pairs.Count), cancellationToken);
        string[] grey = [.. scored.Where(image => image.IsGrey).Select(image => image.Scores.Id)];
        if (grey.Length > 0)
        {
            warnings.Add($"{predictionFolder}: {grey.Length} prediction(s) hold values other than 0 and 255 and were cut at {ImageFiles.ScoringThreshold} (first: {grey[0]}).");
        }

        return new(ScoreTable.Of(scored.Select(image => image.Scores)), new(warnings));
    }

    private static (ImageScores Scores, bool IsGrey) Score(ScorePair pair)
    {
        var truth = ImageFiles.ReadMask(pair.TruthPath, ImageFiles.ScoringThreshold);
        using var prediction = ImageFiles.DecodeGrey(pair.PredictionPath);
        var size = Mats.SizeOf(prediction);
        if (size != truth.Size)
        {
            throw new InvalidDataException(
                $"{pair.PredictionPath}: the image has dimensions {size} (height×width); expected {truth.Size}, those of {Path.GetFileName(pair.TruthPath)}. "
                + "Write predictions at the size of their images.");
        }

        bool isGrey = Mats.Copy<byte>(prediction, 1).AsSpan().ContainsAnyExcept((byte)0, Mask.Set);
        Cv2.Threshold(prediction, prediction, ImageFiles.ScoringThreshold, Mask.Set, ThresholdTypes.Binary);
        return (ImageScores.Compare(pair.Id, truth, Mats.ToMask(prediction)), isGrey);
    }
}
