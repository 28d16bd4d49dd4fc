using System.Text.Json.Serialization;
using static System.FormattableString;

namespace SkinSeg.Metrics;

/// <summary>McNemar's test: do two ways pass the same images' threshold equally often? Only images on which they differ count.</summary>
/// <remarks>McNemar 1947; a pass is a Jaccard index of at least <see cref="ImageScores.JaccardThreshold"/>.</remarks>
/// <param name="Both">Images that both pass.</param>
/// <param name="OnlyFirst">Images that only the first passes.</param>
/// <param name="OnlySecond">Images that only the second passes.</param>
/// <param name="Neither">Images that neither passes.</param>
public readonly record struct McNemarTest(int Both, int OnlyFirst, int OnlySecond, int Neither)
{
    /// <summary>Exact two-sided p-value: as if a fair coin were thrown for each image on which the two differ; 1 where none does.</summary>
    [JsonIgnore]
    public double PValue => Differing == 0 ? 1 : TestDistributions.CoinBothTails(Math.Min(OnlyFirst, OnlySecond), Differing);

    /// <summary>Chi-square statistic with continuity correction, (|b − c| − 1)² / (b + c); 0 where b and c are equal or one apart.</summary>
    [JsonIgnore]
    public double ChiSquare => Differing == 0 ? 0 : Math.Pow(Math.Max(0, Math.Abs(OnlyFirst - OnlySecond) - 1), 2) / Differing;

    /// <summary>p-value of <see cref="ChiSquare"/> with one degree of freedom: an approximation, fair for 25 differing images or more.</summary>
    [JsonIgnore]
    public double ChiSquarePValue => TestDistributions.ChiSquareTail(ChiSquare);

    private int Differing => OnlyFirst + OnlySecond;

    /// <summary>Counts on how many images each way has a Jaccard index of at least 0.65.</summary>
    /// <exception cref="ArgumentException">The two hold different images, or the same in another order.</exception>
    public static McNemarTest Of(ScoreTable first, ScoreTable second)
    {
        PairedDifference.RequireSameImages(first, second);
        var pairs = first.Images.Zip(second.Images, static (a, b) => (First: Passes(a), Second: Passes(b))).ToList();
        return new(
            pairs.Count(pair => pair.First && pair.Second),
            pairs.Count(pair => pair.First && !pair.Second),
            pairs.Count(pair => !pair.First && pair.Second),
            pairs.Count(pair => !pair.First && !pair.Second));
    }

    /// <summary>For example <c>McNemar 1 : 7, p = 0.070</c>.</summary>
    public override string ToString() => Invariant($"McNemar {OnlyFirst} : {OnlySecond}, p = {TestDistributions.Text(PValue)}");

    /// <summary>Whether an image's Jaccard index is at least 0.65.</summary>
    internal static bool Passes(ImageScores image) => ImageScores.IsPass(image.Jaccard);
}
