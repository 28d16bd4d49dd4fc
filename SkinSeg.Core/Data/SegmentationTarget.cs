using System.Text.Json.Serialization;

namespace SkinSeg.Data;

/// <summary>What a network segments: the lesion (Task 1), or one attribute (Task 2); the paper trains a network for each (section II-C).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SegmentationTarget>))]
public enum SegmentationTarget
{
    /// <summary>The lesion: Task 1.</summary>
    Lesion,

    /// <summary>Its pigment network: Task 2, as all that follow.</summary>
    PigmentNetwork,

    /// <summary>Its negative network.</summary>
    NegativeNetwork,

    /// <summary>Its streaks.</summary>
    Streaks,

    /// <summary>Its milia-like cysts.</summary>
    MiliaLikeCyst,

    /// <summary>Its globules.</summary>
    Globules,
}

/// <summary>Targets and attributes, one in terms of the other.</summary>
public static class SegmentationTargets
{
    /// <summary>The five of Task 2, in the order of <see cref="LesionAttributes.All"/>.</summary>
    public static IReadOnlyList<SegmentationTarget> Attributes { get; } = [.. LesionAttributes.All.Select(Target)];

    /// <summary>The target that an attribute is.</summary>
    public static SegmentationTarget Target(this LesionAttribute attribute) => SegmentationTarget.PigmentNetwork + (int)attribute;

    /// <summary>The attribute that a target of Task 2 is.</summary>
    /// <exception cref="ArgumentException">The target is the lesion.</exception>
    public static LesionAttribute Attribute(this SegmentationTarget target) => target == SegmentationTarget.Lesion
        ? throw new ArgumentException("Expected an attribute of Task 2, got the lesion of Task 1.", nameof(target))
        : LesionAttribute.PigmentNetwork + (target - SegmentationTarget.PigmentNetwork);

    /// <summary>The name in file names and on the command line: <c>lesion</c>, or for example <c>milia_like_cyst</c>.</summary>
    public static string FileName(this SegmentationTarget target) => target == SegmentationTarget.Lesion ? "lesion" : target.Attribute().FileName();
}
