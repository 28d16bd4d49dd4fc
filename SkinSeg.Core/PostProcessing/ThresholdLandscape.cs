using System.Net;
using System.Text.Json.Serialization;
using SkinSeg.Metrics;
using SkinSeg.Primitives;

namespace SkinSeg.PostProcessing;

/// <summary>The score of one pair of thresholds.</summary>
/// <param name="High">T_H.</param>
/// <param name="Low">T_L.</param>
/// <param name="Score">The score of all images that <see cref="GridSearch.Score"/> names.</param>
public sealed record PairScore(double High, double Low, double Score);

/// <summary>How the score depends on the two thresholds: one score per pair of a grid, and each image's counts behind it.</summary>
/// <remarks>JSON keeps the counts; the scores are written for readers and computed again when it is read.</remarks>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record ThresholdLandscape : ISelfDisplay
{
    /// <summary>Scores every pair.</summary>
    /// <param name="search">What was searched.</param>
    /// <param name="images">Each image's counts under every pair.</param>
    /// <exception cref="ArgumentException">There is no image, one comes twice, or has other than one count per pair.</exception>
    public ThresholdLandscape(GridSearch search, ValueList<ImageLandscape> images)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(images);
        var pairs = search.Grid.Pairs(search.Rule);
        Require(images, pairs.Count);
        (Search, Images) = (search, images);
        Pairs = new(pairs.Select((pair, i) => new PairScore(pair.High, pair.Low, ScoreTerm.Sum(Terms(i)).Quotient)));
    }

    /// <summary>The grid, the rule and the score that was searched.</summary>
    public GridSearch Search { get; }

    /// <summary>Each pair's score, all low thresholds of the first high one first.</summary>
    public ValueList<PairScore> Pairs { get; }

    /// <summary>Each image's counts under every pair, in the order the images were given.</summary>
    public ValueList<ImageLandscape> Images { get; }

    /// <summary>The pairs that were tried.</summary>
    [JsonIgnore]
    public ThresholdGrid Grid => Search.Grid;

    /// <summary>Everything but the thresholds.</summary>
    [JsonIgnore]
    public DualThreshold Rule => Search.Rule;

    /// <summary>Number of images behind each score.</summary>
    [JsonIgnore]
    public int Count => Images.Count;

    /// <summary>The pair with the highest score; of equals, the one with the lowest T_H, then the lowest T_L.</summary>
    [JsonIgnore]
    public PairScore Best => BestOf(Pairs);

    /// <summary>The rule with the best pair's thresholds: ready to apply.</summary>
    [JsonIgnore]
    public DualThreshold BestRule => Rule with { High = Best.High, Low = Best.Low };

    /// <summary>The pair that the paper found with its score on these images; null where none is given or the grid lacks it.</summary>
    [JsonIgnore]
    public PairScore? Paper => Search.Paper is { } paper ? Pairs.FirstOrDefault(pair => pair.High == paper.High && pair.Low == paper.Low) : null;

    /// <summary>What is to be said of the best pair: whether it lies at the grid's edge, and how the paper's pair fares. One sentence each.</summary>
    [JsonIgnore]
    public ValueList<string> Notes => LandscapeNotes.Of(this);

    /// <summary>A pair's score with its 95 % interval: 2000 draws of the images, seed 0, the same images for every pair.</summary>
    /// <exception cref="ArgumentException">The grid lacks the pair.</exception>
    public Estimate Estimate(double high, double low) => Bootstrap.Pooled(Terms(IndexOf(high, low)), ScoreTerm.Add, static sum => sum.Quotient, seed: 0);

    /// <summary>The best pair's score with its interval, which does not know that the pair was chosen: see <see cref="Nested"/>.</summary>
    [JsonIgnore]
    public Estimate BestEstimate => Estimate(Best.High, Best.Low);

    /// <summary>What the search is worth on images it did not see: each fold is judged with the pair that is best on all others.</summary>
    /// <param name="folds">For each fold the ids of its images, for example a fold plan's HeldOut. Ids that have no map are passed over.</param>
    /// <exception cref="ArgumentException">An image is in no fold or in two, or fewer than two folds have images.</exception>
    public NestedChoice Nested(IEnumerable<IEnumerable<string>> folds) => new NestedSearch(this, folds).Run();

    /// <summary>The scores as a table, T_L down and T_H across; the best pair carries a star, the paper's a degree sign.</summary>
    public Table ToTable() => LandscapeNotes.ToTable(this);

    /// <inheritdoc/>
    public string ToHtml() => ToTable().ToHtml() + string.Concat(Notes.Select(note => $"<p style=\"margin:4px 0\">{WebUtility.HtmlEncode(note)}</p>"));

    /// <inheritdoc/>
    public string ToMarkdown() => ToTable().ToMarkdown() + string.Concat(Notes.Select(note => $"\n{note}\n"));

    /// <summary>The table as aligned text, and the notes.</summary>
    public override string ToString() => string.Join('\n', Notes.Prepend(ToTable().ToString()));

    /// <summary>What each image adds to a pair's score.</summary>
    internal ScoreTerm[] Terms(int pair) => [.. Images.Select(image => ScoreTerm.Of(Search.Score, image.Counts(pair)))];

    internal static PairScore BestOf(IEnumerable<PairScore> pairs) =>
        pairs.OrderByDescending(pair => pair.Score).ThenBy(pair => pair.High).ThenBy(pair => pair.Low).First();

    /// <summary>Place of a pair in <see cref="Pairs"/>.</summary>
    internal int IndexOf(double high, double low)
    {
        int index = Pairs.TakeWhile(pair => pair.High != high || pair.Low != low).Count();
        return index < Pairs.Count
            ? index
            : throw new ArgumentException($"Expected a pair of the grid, got {Rule with { High = high, Low = low }}. T_H are {Grid.High}, T_L {Grid.Low}.");
    }

    private static void Require(ValueList<ImageLandscape> images, int pairs)
    {
        if (images.Count == 0)
        {
            throw new ArgumentException("Expected at least one map with its truth, got none.", nameof(images));
        }

        if (images.CountBy(image => image.Id).FirstOrDefault(pair => pair.Value > 1) is { Key: { } twice })
        {
            throw new ArgumentException($"{twice}: expected each image once, got it more than once. Remove one.", nameof(images));
        }

        if (images.FirstOrDefault(image => image.Areas.Count != pairs || image.Overlaps.Count != pairs) is { } wrong)
        {
            throw new ArgumentException($"{wrong.Id}: expected {pairs} counts, one per pair, got {wrong.Areas.Count} and {wrong.Overlaps.Count}.", nameof(images));
        }
    }
}
