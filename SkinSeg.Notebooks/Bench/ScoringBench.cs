using System.Globalization;
using OpenCvSharp;
using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Metrics;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Bench;

/// <summary>The Task 1 scores of two folders of masks on all cores, beside decoding and comparing pair by pair on one thread.</summary>
/// <param name="Truth">Folder of true masks.</param>
/// <param name="Prediction">Folder of predicted masks of the same names.</param>
internal sealed record ScoringBench(string Truth, string Prediction)
{
    private const int Pictures = 24; // drawing takes longer than scoring: each is written under many names

    /// <summary>Measures on synthetic masks.</summary>
    /// <param name="size">Height and width of the masks.</param>
    /// <param name="pairs">Pairs in one timed run.</param>
    /// <param name="comparison">How to measure.</param>
    public static IReadOnlyList<BenchRow> Run(ImageSize size, int pairs, Comparison comparison)
    {
        var temporary = Directory.CreateTempSubdirectory("skinseg-bench-");
        try
        {
            var bench = new ScoringBench(Path.Combine(temporary.FullName, "truth"), Path.Combine(temporary.FullName, "prediction"));
            bench.Draw(size, pairs);
            string name = string.Create(CultureInfo.InvariantCulture, $"scoring, {size}, {pairs} pairs, {Environment.ProcessorCount} core(s) beside one thread");
            return [comparison.Measure(name, "ms per pair", pairs, () => bench.PairByPair(), () => ScoreFolders.Task1(bench.Truth, bench.Prediction))];
        }
        finally
        {
            temporary.Delete(recursive: true);
        }
    }

    /// <summary>The scores of all pairs the plain way: both files decoded, and every pixel looked at.</summary>
    public ImageScores[] PairByPair() => [.. Directory.EnumerateFiles(Truth).Order(StringComparer.Ordinal).Select(path => Compare(path, Path.Combine(Prediction, Path.GetFileName(path))))];

    private void Draw(ImageSize size, int pairs)
    {
        var truths = Enumerable.Range(0, Math.Min(pairs, Pictures)).Select(index => SyntheticDermoscopy.Draw(new(), index).Lesion.ResizeTo(size)).ToArray();
        for (int i = 0; i < pairs; i++)
        {
            string name = FileNames.LesionMask(string.Create(CultureInfo.InvariantCulture, $"ISIC_{i:D7}"));
            ImageFiles.Write(Path.Combine(Truth, name), truths[i % truths.Length]);
            ImageFiles.Write(Path.Combine(Prediction, name), truths[(i + 1) % truths.Length]);
        }
    }

    private static ImageScores Compare(string truthPath, string predictionPath)
    {
        using var truthMat = Cv2.ImRead(truthPath, ImreadModes.Grayscale);
        using var predictionMat = Cv2.ImRead(predictionPath, ImreadModes.Grayscale);
        byte[] truth = Mats.Copy<byte>(truthMat, 1);
        byte[] prediction = Mats.Copy<byte>(predictionMat, 1);
        (long both, long predicted, long missed, long neither) = (0, 0, 0, 0);
        for (int i = 0; i < truth.Length; i++)
        {
            _ = (truth[i] > ImageFiles.ScoringThreshold, prediction[i] > ImageFiles.ScoringThreshold) switch
            {
                (true, true) => both++,
                (false, true) => predicted++,
                (true, false) => missed++,
                _ => neither++,
            };
        }

        return new(Path.GetFileNameWithoutExtension(truthPath), new(both, predicted, missed, neither));
    }
}
