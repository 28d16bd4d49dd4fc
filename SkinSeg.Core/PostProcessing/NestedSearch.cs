using SkinSeg.Metrics;
using SkinSeg.Primitives;

namespace SkinSeg.PostProcessing;

/// <summary>Leaves one fold out, chooses on the others, and judges on the one: from counts that are known, so that no map is looked at again.</summary>
internal sealed class NestedSearch
{
    private readonly ThresholdLandscape landscape;
    private readonly ScoreTerm[][] terms; // pair, image
    private readonly int[][] folds;       // the images of each fold; may be empty

    /// <summary>Finds each image's fold.</summary>
    /// <param name="landscape">The counts.</param>
    /// <param name="folds">The ids of each fold.</param>
    public NestedSearch(ThresholdLandscape landscape, IEnumerable<IEnumerable<string>> folds)
    {
        ArgumentNullException.ThrowIfNull(folds);
        this.landscape = landscape;
        this.folds = ImagesOf(landscape, folds);
        terms = [.. landscape.Pairs.Select((_, pair) => landscape.Terms(pair))];
    }

    /// <summary>Chooses and judges.</summary>
    public NestedChoice Run()
    {
        FoldChoice[] choices = [.. folds.Index().Where(fold => fold.Item.Length > 0).Select(fold => Choose(fold.Index))];
        var nested = new ScoreTerm[landscape.Count];
        foreach (var choice in choices)
        {
            var chosen = terms[IndexOf(choice.Chosen)];
            foreach (int image in folds[choice.Fold])
            {
                nested[image] = chosen[image];
            }
        }

        var optimistic = terms[IndexOf(landscape.Best)];
        return new(
            [.. choices], Interval(nested), Interval(optimistic), Bootstrap.PooledDifference(nested, optimistic, ScoreTerm.Add, static sum => sum.Quotient));
    }

    private static Estimate Interval(ScoreTerm[] images) => Bootstrap.Pooled(images, ScoreTerm.Add, static sum => sum.Quotient, seed: 0);

    private int IndexOf(PairScore pair) => landscape.IndexOf(pair.High, pair.Low);

    private FoldChoice Choose(int fold)
    {
        int[] others = [.. folds.Where((_, other) => other != fold).SelectMany(images => images).Order()];
        var chosen = ThresholdLandscape.BestOf(landscape.Pairs.Select((pair, i) => pair with { Score = ScoreOf(i, others) }));
        return new(fold, folds[fold].Length, chosen, ScoreOf(IndexOf(chosen), folds[fold]));
    }

    private double ScoreOf(int pair, int[] images) => ScoreTerm.Sum(images.Select(image => terms[pair][image])).Quotient;

    private static int[][] ImagesOf(ThresholdLandscape landscape, IEnumerable<IEnumerable<string>> folds)
    {
        var places = landscape.Images.Index().ToDictionary(image => image.Item.Id, image => image.Index, StringComparer.Ordinal);
        int[][] images = [.. folds.Select(ids => ids.Where(places.ContainsKey).Select(id => places[id]).ToArray())];
        int[] folded = [.. images.SelectMany(fold => fold)];
        if (folded.CountBy(image => image).FirstOrDefault(pair => pair.Value > 1) is { Value: > 0 } twice)
        {
            throw new ArgumentException($"{landscape.Images[twice.Key].Id}: expected each image in one fold, got it more than once.", nameof(folds));
        }

        if (places.Values.Except(folded).Order().ToArray() is { Length: > 0 } lost)
        {
            throw new ArgumentException($"{landscape.Images[lost[0]].Id}: expected every image in a fold, got {lost.Length} in none. Give the folds that the maps were predicted with.", nameof(folds));
        }

        int filled = images.Count(fold => fold.Length > 0);
        return filled >= 2 ? images : throw new ArgumentException($"Expected at least two folds with images, got {filled}. One fold alone has no others to choose by.", nameof(folds));
    }
}
