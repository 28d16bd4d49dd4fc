using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.PostProcessing;

/// <summary>A predicted map beside the truth it should match, both of one size.</summary>
public sealed record LabeledMap
{
    /// <summary>Joins a map and its truth.</summary>
    /// <param name="id">The image, for example ISIC_0000000.</param>
    /// <param name="map">What the network says.</param>
    /// <param name="truth">The reference, of the same size.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public LabeledMap(string id, ProbabilityMap map, Mask truth)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(truth);
        (Id, Map, Truth) = map.Size == truth.Size
            ? (id, map, truth)
            : throw new ArgumentException($"{id}: expected a map of the truth's size {truth.Size} (height×width), got {map.Size}. Resize one of them.", nameof(map));
    }

    /// <summary>The image.</summary>
    public string Id { get; }

    /// <summary>What the network says.</summary>
    public ProbabilityMap Map { get; }

    /// <summary>The reference.</summary>
    public Mask Truth { get; }

    /// <summary>The same image with its map restricted to the lesion, as an attribute's is before its thresholds are searched.</summary>
    /// <param name="restriction">How.</param>
    /// <param name="lesion">What Task 1 says of the image; not needed for <see cref="LesionRestriction.None"/>.</param>
    /// <exception cref="ArgumentException">The lesion is needed and not given.</exception>
    public LabeledMap Restrict(LesionRestriction restriction, LesionPrediction? lesion) => lesion is null && restriction != LesionRestriction.None
        ? throw new ArgumentException($"{Id}: expected what Task 1 says of the image, to restrict the map to its lesion, got nothing. Give it, or choose LesionRestriction.None.", nameof(lesion))
        : new(Id, Map.Restrict(restriction, lesion), Truth);
}
