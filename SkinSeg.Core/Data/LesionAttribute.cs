namespace SkinSeg.Data;

/// <summary>The five dermoscopic attributes of ISIC 2018 Task 2, in the order of the challenge's page (facts.md §4.2).</summary>
public enum LesionAttribute
{
    /// <summary>A net of brown lines; in 1523 of the 2594 training images (facts.md §4.4).</summary>
    PigmentNetwork,

    /// <summary>A net of light lines around dark islands; in 190 of the 2594.</summary>
    NegativeNetwork,

    /// <summary>Radial lines at the lesion's border; in 100 of the 2594.</summary>
    Streaks,

    /// <summary>Small white or yellow dots; in 682 of the 2594.</summary>
    MiliaLikeCyst,

    /// <summary>Round brown or grey structures; in 603 of the 2594.</summary>
    Globules,
}

/// <summary>The attributes as a list, and their names in files.</summary>
public static class LesionAttributes
{
    /// <summary>All five, in the order of <see cref="LesionAttribute"/>.</summary>
    public static IReadOnlyList<LesionAttribute> All { get; } = Enum.GetValues<LesionAttribute>();

    /// <summary>The name in mask files, for example <c>milia_like_cyst</c>, singular as published.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the five.</exception>
    public static string FileName(this LesionAttribute attribute) => attribute switch
    {
        LesionAttribute.PigmentNetwork => "pigment_network",
        LesionAttribute.NegativeNetwork => "negative_network",
        LesionAttribute.Streaks => "streaks",
        LesionAttribute.MiliaLikeCyst => "milia_like_cyst",
        LesionAttribute.Globules => "globules",
        _ => throw new ArgumentOutOfRangeException(nameof(attribute), attribute, "Expected one of the five attributes."),
    };
}
