using System.Globalization;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Inference;

/// <summary>One of an image's predictions.</summary>
/// <param name="Fold">Which network predicted: its position among the members of the mean, or the fold's number, counted from 0.</param>
/// <param name="View">Name of the test-time view.</param>
/// <param name="Map">The map, with the view's geometry undone.</param>
public sealed record ViewMap(int Fold, string View, ProbabilityMap Map);

/// <summary>All predictions of one image: every view by every fold, for the paper 5 × 5 = 25 (facts.md §6.2 #11).</summary>
public sealed class ViewMaps
{
    private ViewMaps(ValueList<ViewMap> maps, ValueList<string> views, ImageSize imageSize)
    {
        Maps = maps;
        Views = views;
        ImageSize = imageSize;
    }

    /// <summary>The maps fold by fold, and in each fold in the order of <see cref="Views"/>; all of one size.</summary>
    public ValueList<ViewMap> Maps { get; }

    /// <summary>Names of the views, each once.</summary>
    public ValueList<string> Views { get; }

    /// <summary>Number of folds, which all have every view.</summary>
    public int FoldCount => Maps.Count / Views.Count;

    /// <summary>Height and width of the maps: the size that the networks' views see.</summary>
    public ImageSize Size => Maps[0].Map.Size;

    /// <summary>Height and width of the image itself, and of <see cref="Mean"/>.</summary>
    public ImageSize ImageSize { get; }

    /// <summary>A set of an image whose maps are of its own size.</summary>
    /// <inheritdoc cref="Of(IReadOnlyList{ViewMap}, ImageSize)"/>
    public static ViewMaps Of(IReadOnlyList<ViewMap> maps)
    {
        ArgumentNullException.ThrowIfNull(maps);
        return Of(maps, maps.Count > 0 ? maps[0].Map.Size : default);
    }

    /// <summary>A set from maps that were kept, in any order.</summary>
    /// <param name="maps">Every view by every fold, each once.</param>
    /// <param name="imageSize">Height and width of the image.</param>
    /// <exception cref="ArgumentException">There is no map, sizes differ, or a fold lacks a view or has it twice.</exception>
    public static ViewMaps Of(IReadOnlyList<ViewMap> maps, ImageSize imageSize)
    {
        ArgumentNullException.ThrowIfNull(maps);
        if (maps.Count == 0 || maps.Any(item => item.Map.Size != maps[0].Map.Size))
        {
            throw new ArgumentException(
                $"Expected at least one map and one size, got [{string.Join(", ", maps.Select(item => $"{Name(item.Fold, item.View)}: {item.Map.Size}"))}]; predict again, or resize the maps.",
                nameof(maps));
        }

        string[] views = [.. maps.Select(item => item.View).Distinct(StringComparer.Ordinal)];
        var found = maps.ToLookup(item => (item.Fold, item.View));
        var ordered =
            from fold in maps.Select(item => item.Fold).Distinct().Order()
            from view in views
            select found[(fold, view)].Count() == 1
                ? found[(fold, view)].First()
                : throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"Expected every view of every fold once, got {found[(fold, view)].Count()} map(s) of {Name(fold, view)}."), nameof(maps));
        return new(new(ordered), new(views), imageSize);
    }

    /// <summary>The prediction, at the image's size: the mean over folds of each view, then over views, as <c>Predictor.Mean(folds).With(views)</c> predicts.</summary>
    /// <remarks>Each mean is quantised, so that the mean of all maps at once may differ by one step of 1/65535.</remarks>
    public ProbabilityMap Mean() => OwnMean().ResizeTo(ImageSize);

    /// <summary>Some of the maps, for example one fold's, or those of two views.</summary>
    /// <param name="keep">F#: <c>maps.Subset(fun item -&gt; item.View = "identity")</c>.</param>
    /// <exception cref="ArgumentException">Nothing is left, or of one fold more than of another.</exception>
    public ViewMaps Subset(Func<ViewMap, bool> keep)
    {
        ArgumentNullException.ThrowIfNull(keep);
        return Of([.. Maps.Where(keep)], ImageSize);
    }

    /// <summary>For example <c>25 maps 192×256: 5 fold(s) × [identity, horizontal flip, …]</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Maps.Count} maps {Size}: {FoldCount} fold(s) × {Views}");

    /// <summary>The mean at the maps' size.</summary>
    internal ProbabilityMap OwnMean() => ProbabilityMap.Mean([.. Views.Select(OfView)]);

    private static string Name(int fold, string view) => string.Create(CultureInfo.InvariantCulture, $"fold {fold}, {view}");

    private ProbabilityMap OfView(string view) => ProbabilityMap.Mean([.. Maps.Where(item => item.View == view).Select(item => item.Map)]);
}
