using System.Text.Json.Serialization;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.PostProcessing;

/// <summary>At which size a map becomes a mask (facts.md §6.3 #14).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ThresholdedSize>))]
public enum ThresholdedSize
{
    /// <summary>The map is enlarged to the image's own size first, bilinearly, so that the border is smooth.</summary>
    Original,

    /// <summary>At the network's size; the mask is enlarged by nearest neighbour, so that the border has steps.</summary>
    Working,
}

/// <summary>Everything between a probability map and the mask of its image. The defaults are those of Task 1.</summary>
public sealed record PostProcessingConfig
{
    /// <summary>The thresholds, and what becomes of the objects.</summary>
    public DualThreshold Thresholds { get; init; } = new();

    /// <summary>At which size they are applied.</summary>
    public ThresholdedSize ThresholdedAt { get; init; } = ThresholdedSize.Original;

    /// <summary>How the map is restricted to the lesion beforehand, for attributes.</summary>
    public LesionRestriction Restriction { get; init; } = LesionRestriction.None;

    /// <summary>The paper's for attributes: within the lesion's mask, all marker objects (section II-C-4).</summary>
    public static PostProcessingConfig Attribute { get; } = new() { Thresholds = DualThreshold.Attribute, Restriction = LesionRestriction.Binary };

    /// <summary>The mask of an image.</summary>
    /// <param name="map">Its probability map, at the network's size.</param>
    /// <param name="original">The image's own size, which the mask will have.</param>
    /// <param name="lesion">What Task 1 says of it; needed where there is a <see cref="Restriction"/>.</param>
    /// <exception cref="ArgumentException">The lesion is needed and not given.</exception>
    public Mask Apply(ProbabilityMap map, ImageSize original, LesionPrediction? lesion = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        var sized = ThresholdedAt == ThresholdedSize.Original ? map.ResizeTo(original) : map;
        return Thresholds.Apply(sized.Restrict(Restriction, lesion)).ResizeTo(original);
    }
}
