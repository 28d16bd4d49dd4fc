using System.Globalization;
using System.Text.Json.Serialization;
using SkinSeg.Primitives;

namespace SkinSeg.PostProcessing;

/// <summary>The score of one pair of thresholds.</summary>
/// <param name="High">T_H.</param>
/// <param name="Low">T_L.</param>
/// <param name="ThresholdJaccard">Mean thresholded Jaccard index over the images.</param>
public sealed record PairScore(double High, double Low, double ThresholdJaccard);

/// <summary>How the score depends on the two thresholds: one score per pair of a grid.</summary>
/// <param name="Grid">The pairs that were tried.</param>
/// <param name="Rule">Everything but the thresholds.</param>
/// <param name="Pairs">Each pair's score, all low thresholds of the first high one first.</param>
/// <param name="Images">Number of images behind each score.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record ThresholdLandscape(ThresholdGrid Grid, DualThreshold Rule, ValueList<PairScore> Pairs, int Images) : ISelfDisplay
{
    /// <summary>The pair with the highest score; of equals, the one with the lowest T_H, then the lowest T_L.</summary>
    [JsonIgnore]
    public PairScore Best => Pairs.OrderByDescending(pair => pair.ThresholdJaccard).ThenBy(pair => pair.High).ThenBy(pair => pair.Low).First();

    /// <summary>The rule with the best pair's thresholds: ready to apply.</summary>
    [JsonIgnore]
    public DualThreshold BestRule => Rule with { High = Best.High, Low = Best.Low };

    /// <summary>The scores as a table, T_L down and T_H across; the best pair carries a star.</summary>
    public Table ToTable()
    {
        var best = Best; // sorts all pairs
        return Table.Of(
            string.Create(CultureInfo.InvariantCulture, $"Mean thresholded Jaccard of {Images} images; best {best.ThresholdJaccard:F4} at {BestRule}"),
            Grid.High.Select(high => $"T_H {Text(high)}").Prepend("T_L"),
            Grid.Low.Select((low, row) => Grid.High.Select((_, column) => Cell(Pairs[(column * Grid.Low.Count) + row], best)).Prepend(Text(low))));
    }

    /// <inheritdoc/>
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => ToTable().ToMarkdown();

    /// <summary>The table as aligned text.</summary>
    public override string ToString() => ToTable().ToString();

    private static string Text(double threshold) => threshold.ToString("0.00#", CultureInfo.InvariantCulture);

    private static string Cell(PairScore pair, PairScore best) =>
        pair.ThresholdJaccard.ToString("F4", CultureInfo.InvariantCulture) + (pair == best ? " *" : string.Empty);
}
