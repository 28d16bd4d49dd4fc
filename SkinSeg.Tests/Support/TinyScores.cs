using SkinSeg.Metrics;

namespace SkinSeg.Tests.Support;

/// <summary>Score tables with given Jaccard indices.</summary>
internal static class TinyScores
{
    /// <summary>Of 10,000 lesion pixels a share is found and nothing else: the Jaccard index is the share, to four digits.</summary>
    public static ScoreTable Of(IEnumerable<double> jaccards) => ScoreTable.Of(jaccards.Select((jaccard, i) =>
    {
        long found = (long)Math.Round(10_000 * jaccard);
        return new ImageScores($"ISIC_{i:D7}", new PixelCounts(found, 0, 10_000 - found, 20_000));
    }));

    /// <summary>Networks of given quality on images of drawn difficulty.</summary>
    /// <param name="images">Number of images.</param>
    /// <param name="shifts">How far each network's scores are moved on average.</param>
    public static List<NamedScores> Networks(int images, params double[] shifts)
    {
        var random = new Random(17);
        double[] difficulty = [.. Enumerable.Range(0, images).Select(_ => 0.2 * random.NextDouble() * random.NextDouble())];
        return [.. shifts.Select((shift, k) => new NamedScores(
            $"{(char)('A' + k)}",
            Of(difficulty.Select(hard => Math.Clamp(0.75 - hard + shift + (0.1 * (random.NextDouble() - 0.5)), 0, 1)))))];
    }
}
