using System.Text.Json.Serialization;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.PostProcessing;

/// <summary>How an attribute's map is restricted to the lesion that Task 1 finds (facts.md §6.3 #43).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LesionRestriction>))]
public enum LesionRestriction
{
    /// <summary>Not at all: the paper's second submission, and every Task 1 map.</summary>
    None,

    /// <summary>Probability 0 outside the lesion's mask: the paper's first submission.</summary>
    Binary,

    /// <summary>Multiplied by the probability of the lesion: another reading of the paper's words.</summary>
    Soft,
}

/// <summary>What Task 1 says of an image; mask and map may be of any size.</summary>
/// <param name="Mask">The lesion after post-processing.</param>
/// <param name="Map">The lesion's probability.</param>
public sealed record LesionPrediction(Mask Mask, ProbabilityMap Map);

/// <summary>Applies a <see cref="LesionRestriction"/>.</summary>
public static class LesionRestrictions
{
    /// <summary>The attribute's map within the lesion; the lesion is brought to its size, a mask by nearest neighbour and a map bilinearly.</summary>
    /// <param name="map">The attribute's probability.</param>
    /// <param name="restriction">How to restrict it.</param>
    /// <param name="lesion">What Task 1 says of the same image; not needed for <see cref="LesionRestriction.None"/>.</param>
    /// <exception cref="ArgumentException">The lesion is needed and not given.</exception>
    public static ProbabilityMap Restrict(this ProbabilityMap map, LesionRestriction restriction, LesionPrediction? lesion)
    {
        ArgumentNullException.ThrowIfNull(map);
        if (lesion is null && restriction != LesionRestriction.None)
        {
            throw new ArgumentException("Expected what Task 1 says of the image, to restrict the map to its lesion, got nothing. Give it, or choose LesionRestriction.None.", nameof(lesion));
        }

        return restriction switch
        {
            LesionRestriction.None => map,
            LesionRestriction.Binary => Within(map, lesion!.Mask.ResizeTo(map.Size)),
            LesionRestriction.Soft => Times(map, lesion!.Map.ResizeTo(map.Size)),
            _ => throw new ArgumentOutOfRangeException(nameof(restriction), restriction, "Expected None, Binary or Soft."),
        };
    }

    private static ProbabilityMap Within(ProbabilityMap map, Mask lesion)
    {
        var values = new ushort[map.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = lesion.Values[i] != 0 ? map.Values[i] : (ushort)0;
        }

        return new(map.Size, values);
    }

    private static ProbabilityMap Times(ProbabilityMap map, ProbabilityMap lesion)
    {
        const uint Half = ProbabilityMap.One / 2;
        var values = new ushort[map.Values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = (ushort)((((uint)map.Values[i] * lesion.Values[i]) + Half) / ProbabilityMap.One); // rounded to the nearest step
        }

        return new(map.Size, values);
    }
}
