using System.Globalization;
using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.PostProcessing;

/// <summary>A landscape as a table, and what is to be said of it.</summary>
internal static class LandscapeNotes
{
    /// <summary>The scores, T_L down and T_H across.</summary>
    public static Table ToTable(ThresholdLandscape landscape)
    {
        var (grid, best, paper) = (landscape.Grid, landscape.Best, landscape.Paper);
        string Cell(int column, int row)
        {
            var pair = landscape.Pairs[(column * grid.Low.Count) + row];
            return Invariant($"{pair.Score:F4}") + (pair == best ? " *" : string.Empty) + (pair == paper ? " °" : string.Empty);
        }

        return Table.Of(
            Invariant($"{landscape.Search.Score.Title()} of {landscape.Count} images; best {best.Score:F4} at {landscape.BestRule}"),
            grid.High.Select(high => $"T_H {Text(high)}").Prepend("T_L"),
            grid.Low.Select((low, row) => grid.High.Select((_, column) => Cell(column, row)).Prepend(Text(low))));
    }

    /// <summary>One sentence each for the edge, for thresholds without effect, and for the paper's pair, where there is something to say.</summary>
    public static ValueList<string> Of(ThresholdLandscape landscape)
    {
        string[] sides = [.. Sides(landscape)];
        IEnumerable<string> edge = sides.Length == 0 ? [] : [$"The optimum lies at the grid's edge: {string.Join(" and ", sides)}.{Advice(landscape)}"];
        return [.. edge, .. WithoutEffect(landscape), .. Paper(landscape)];
    }

    /// <summary>A threshold in two or three digits.</summary>
    public static string Text(double threshold) => threshold.ToString("0.00#", CultureInfo.InvariantCulture);

    // Only a score that no pair inside reaches says that the optimum may lie outside.
    private static IEnumerable<string> Sides(ThresholdLandscape landscape)
    {
        ThresholdPair[] best = [.. landscape.Pairs.Where(pair => pair.Score == landscape.Best.Score).Select(pair => new ThresholdPair(pair.High, pair.Low))];
        return [.. Side("T_H", landscape.Grid.High, [.. best.Select(pair => pair.High)]), .. Side("T_L", landscape.Grid.Low, [.. best.Select(pair => pair.Low)])];
    }

    private static IEnumerable<string> Side(string name, ValueList<double> tried, double[] best)
    {
        if (tried.Count > 1 && best.All(threshold => threshold == tried.Min()))
        {
            yield return $"{name} {Text(best[0])} is the lowest tried";
        }
        else if (tried.Count > 1 && best.All(threshold => threshold == tried.Max()))
        {
            yield return $"{name} {Text(best[0])} is the highest tried";
        }
    }

    private static IEnumerable<string> WithoutEffect(ThresholdLandscape landscape)
    {
        var best = landscape.Best;
        if (landscape.Grid.High.Count > 1 && landscape.Pairs.Where(pair => pair.Low == best.Low).All(pair => pair.Score == best.Score))
        {
            yield return "At the best T_L every T_H scores the same: on these maps the marker always reaches the same objects.";
        }
    }

    private static string Advice(ThresholdLandscape landscape)
    {
        bool isHigh = landscape.Best.High == landscape.Grid.High.Min();
        bool isLow = landscape.Best.Low == landscape.Grid.Low.Min();
        return isHigh && !isLow && landscape.Grid == ThresholdGrid.Paper ? " Try ThresholdGrid.Extended."
            : isHigh || isLow ? " Try ThresholdGrid.From with lower thresholds."
            : string.Empty;
    }

    private static IEnumerable<string> Paper(ThresholdLandscape landscape)
    {
        if (landscape.Search.Paper is { } paper)
        {
            string pair = $"The paper's pair (°), T_H {Text(paper.High)}, T_L {Text(paper.Low)},";
            yield return landscape.Paper is { } found
                ? Invariant($"{pair} scores {found.Score:F4} here, {landscape.Best.Score - found.Score:F4} below the best.")
                : $"{pair} is not in this grid.";
        }
    }
}
