namespace SkinSeg.Data;

/// <summary>Deals units of images, which must stay together, into folds so that each label is shared out evenly.</summary>
/// <remarks>
/// Iterative stratification (Sechidis, Tsoumakas and Vlahavas 2011), here with places: a fold has room for its even share of the images. The label
/// that is rarest among the units left is dealt first, each unit to the fold that misses most of it; of equals the fold with most room, then the first.
/// </remarks>
internal sealed class FoldBalance
{
    private readonly int[] room;
    private readonly double[][] wanted; // label × fold: images of that label still to come
    private readonly List<string>[] folds;

    private FoldBalance(IReadOnlyList<Unit> units, int count, int labels)
    {
        int images = units.Sum(unit => unit.Ids.Count);
        room = [.. Enumerable.Range(0, count).Select(fold => (images / count) + (fold < images % count ? 1 : 0))];
        wanted = [.. Enumerable.Range(0, labels).Select(label => Enumerable.Repeat(units.Sum(unit => unit.Labels[label]) / (double)count, count).ToArray())];
        folds = [.. Enumerable.Range(0, count).Select(_ => new List<string>())];
    }

    /// <summary>Images that stay together, and how many of them carry each label.</summary>
    public sealed record Unit(IReadOnlyList<string> Ids, IReadOnlyList<int> Labels);

    /// <summary>The folds' ids, fold by fold; among equal units the earlier is dealt first, larger before smaller.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Deal(IReadOnlyList<Unit> units, int count)
    {
        int labels = units[0].Labels.Count;
        var balance = new FoldBalance(units, count, labels);
        List<Unit> left = [.. units.OrderByDescending(unit => unit.Ids.Count)];
        while (left.Count > 0)
        {
            int label = Rarest(left, labels);
            foreach (var unit in left.Where(unit => label < 0 || unit.Labels[label] > 0))
            {
                balance.Place(unit, label);
            }

            left = label < 0 ? [] : [.. left.Where(unit => unit.Labels[label] == 0)];
        }

        return balance.folds;
    }

    private static int Rarest(List<Unit> left, int labels) => Enumerable.Range(0, labels)
        .Select(label => (label, count: left.Sum(unit => unit.Labels[label])))
        .Where(pair => pair.count > 0)
        .OrderBy(pair => pair.count)
        .Select(pair => pair.label)
        .FirstOrDefault(-1);

    private void Place(Unit unit, int label)
    {
        int[] all = [.. Enumerable.Range(0, folds.Length)];
        int[] fitting = [.. all.Where(fold => room[fold] >= unit.Ids.Count)];
        int chosen = (fitting.Length > 0 ? fitting : all)
            .OrderByDescending(fold => fitting.Length > 0 && label >= 0 ? wanted[label][fold] : room[fold])
            .ThenByDescending(fold => room[fold])
            .First();
        folds[chosen].AddRange(unit.Ids);
        room[chosen] -= unit.Ids.Count;
        for (int i = 0; i < wanted.Length; i++)
        {
            wanted[i][chosen] -= unit.Labels[i];
        }
    }
}
