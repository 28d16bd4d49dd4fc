using System.Text.Json.Serialization;

namespace SkinSeg.Augmentation;

/// <summary>The ways to change a training image (paper section II-A-3), in the order in which they are applied, however a policy lists them.</summary>
/// <remarks>
/// The order is that of a photograph: the skin's place (all composed into one warp), hair on it, the light that falls on both, the lens,
/// the camera's colors (all composed into one table per channel), and last the sensor's noise, which nothing smooths any more.
/// </remarks>
[JsonConverter(typeof(JsonStringEnumConverter<AugmentationRoutine>))]
public enum AugmentationRoutine
{
    /// <summary>See <see cref="Flip"/>: left becomes right.</summary>
    HorizontalFlip,

    /// <summary>See <see cref="Flip"/>: top becomes bottom.</summary>
    VerticalFlip,

    /// <summary>See <see cref="Augmentation.Zoom"/>.</summary>
    Zoom,

    /// <summary>See <see cref="Augmentation.Shear"/>.</summary>
    Shear,

    /// <summary>See <see cref="Augmentation.Rotation"/>.</summary>
    Rotation,

    /// <summary>See <see cref="Augmentation.Translation"/>.</summary>
    Translation,

    /// <summary>See <see cref="Augmentation.HairOcclusion"/>.</summary>
    HairOcclusion,

    /// <summary>See <see cref="Augmentation.Illumination"/>.</summary>
    Illumination,

    /// <summary>See <see cref="Augmentation.Sharpness"/>.</summary>
    Sharpness,

    /// <summary>See <see cref="Augmentation.Contrast"/>.</summary>
    Contrast,

    /// <summary>See <see cref="Augmentation.IntensityScale"/>.</summary>
    IntensityScale,

    /// <summary>See <see cref="Augmentation.ChannelShift"/>.</summary>
    ChannelShift,

    /// <summary>See <see cref="Augmentation.SpeckleNoise"/>.</summary>
    SpeckleNoise,

    /// <summary>See <see cref="Augmentation.GaussianNoise"/>.</summary>
    GaussianNoise,

    /// <summary>See <see cref="Augmentation.SaltAndPepperNoise"/>.</summary>
    SaltAndPepperNoise,
}
