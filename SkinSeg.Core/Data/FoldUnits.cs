using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Images as units that stay together, with the labels that folds are stratified by: five attributes and three thirds of lesion area.</summary>
internal static class FoldUnits
{
    private const int Thirds = 3;

    /// <summary>One unit per group and one per image in no group; groups that share an image are one. In ordinal order of the first id.</summary>
    public static IReadOnlyList<FoldBalance.Unit> Of(IReadOnlyList<ImageTraits> images, IEnumerable<ValueList<string>> groups, bool stratify)
    {
        ImageTraits[] sorted = [.. images.OrderBy(image => image.Id, StringComparer.Ordinal)];
        var places = sorted.Select((image, place) => (image.Id, place)).ToDictionary(pair => pair.Id, pair => pair.place, StringComparer.Ordinal);
        var sets = new DisjointSets(sorted.Length);
        foreach (var group in groups)
        {
            int[] members = [.. group.Where(places.ContainsKey).Select(id => places[id])];
            foreach (int member in members.Skip(1))
            {
                sets.Join(members[0], member);
            }
        }

        int[][] labels = stratify ? Labels(sorted) : [.. sorted.Select(_ => Array.Empty<int>())];
        return [.. sets.Sets().Select(set => new FoldBalance.Unit([.. set.Select(i => sorted[i].Id)], Sum([.. set.Select(i => labels[i])])))];
    }

    private static int[] Sum(int[][] labels) => [.. Enumerable.Range(0, labels[0].Length).Select(label => labels.Sum(image => image[label]))];

    // Thirds by rank, so that they are of equal size whatever the areas; of equal areas the earlier id is the smaller.
    private static int[][] Labels(ImageTraits[] sorted)
    {
        var thirds = new int[sorted.Length];
        foreach (var (place, rank) in Enumerable.Range(0, sorted.Length).OrderBy(i => sorted[i].LesionShare).Select((place, rank) => (place, rank)))
        {
            thirds[place] = rank * Thirds / sorted.Length;
        }

        return
        [
            .. sorted.Select((image, i) => (int[])
            [
                .. LesionAttributes.All.Select(attribute => image.Attributes.Contains(attribute) ? 1 : 0),
                .. Enumerable.Range(0, Thirds).Select(third => thirds[i] == third ? 1 : 0),
            ]),
        ];
    }
}
