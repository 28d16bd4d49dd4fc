using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Metrics;

/// <summary>Two networks on the same images: how far apart, and whether more than chance.</summary>
public sealed record NetworkPair
{
    /// <summary>The network with the higher mean.</summary>
    public required string Higher { get; init; }

    /// <summary>The network with the lower mean.</summary>
    public required string Lower { get; init; }

    /// <summary>How far the mean of <see cref="Higher"/> lies above that of <see cref="Lower"/>, with its 95 % bootstrap interval (not adjusted).</summary>
    public required Estimate Difference { get; init; }

    /// <summary>The test of the images' differences, higher minus lower.</summary>
    public required WilcoxonTest Wilcoxon { get; init; }

    /// <summary>The p-value of <see cref="Wilcoxon"/> after Holm's adjustment for all pairs.</summary>
    public required double AdjustedP { get; init; }

    /// <summary>The test of the passes, higher first.</summary>
    public required McNemarTest McNemar { get; init; }

    /// <summary>The exact p-value of <see cref="McNemar"/> after Holm's adjustment for all pairs.</summary>
    public required double AdjustedMcNemarP { get; init; }

    /// <summary>Whether the two can be told apart at <paramref name="level"/>: the adjusted p-value of Wilcoxon's test lies below it.</summary>
    public bool SeparableAt(double level) => AdjustedP < level;

    /// <summary>Whether the two pass the threshold differently often at <paramref name="level"/>: the adjusted p-value of McNemar's test lies below it.</summary>
    public bool PassesSeparableAt(double level) => AdjustedMcNemarP < level;

    /// <summary>Whether test and interval say different things: a separable pair whose interval holds 0, or the other way round, or ranks that favour the lower mean.</summary>
    public bool IsContradictoryAt(double level) =>
        SeparableAt(level) != (Difference.Low > 0) || (SeparableAt(level) && Wilcoxon.RankCorrelation <= 0);

    /// <summary>For example <c>A − B: +0.012 (+0.001 to +0.023), p = 0.031</c>; the p-value is the adjusted one.</summary>
    public override string ToString() => $"{Higher} − {Lower}: {DifferenceText}, p = {TestDistributions.Text(AdjustedP)}";

    /// <summary>Headings of <see cref="Row"/>.</summary>
    internal static ValueList<string> Columns { get; } =
        ["Higher − lower", "Difference (95 % interval)", "Wilcoxon p", "adjusted", "Passes only higher : only lower", "McNemar p", "adjusted", "Separable"];

    private string DifferenceText => $"{Signed.Text(Difference.Mean, 4)} ({Signed.Text(Difference.Low, 4)} to {Signed.Text(Difference.High, 4)})";

    /// <summary>The pair as a line of a table.</summary>
    internal string[] Row(double level) =>
    [
        $"{Higher} − {Lower}",
        DifferenceText,
        TestDistributions.Text(Wilcoxon.PValue),
        TestDistributions.Text(AdjustedP),
        Invariant($"{McNemar.OnlyFirst} : {McNemar.OnlySecond}"),
        TestDistributions.Text(McNemar.PValue),
        TestDistributions.Text(AdjustedMcNemarP),
        SeparableAt(level) ? "yes" : "no",
    ];
}
