using System.Text.Json.Serialization;

namespace SkinSeg.Augmentation;

/// <summary>The ways to change a training image (paper section II-A-3), in the order in which they are applied: geometry first, then tone.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AugmentationRoutine>))]
public enum AugmentationRoutine
{
    /// <summary>See <see cref="Flip"/>: left becomes right.</summary>
    HorizontalFlip,

    /// <summary>See <see cref="Flip"/>: top becomes bottom.</summary>
    VerticalFlip,

    /// <summary>See <see cref="Augmentation.Zoom"/>.</summary>
    Zoom,

    /// <summary>See <see cref="Augmentation.Rotation"/>.</summary>
    Rotation,

    /// <summary>See <see cref="Augmentation.Translation"/>.</summary>
    Translation,

    /// <summary>See <see cref="Augmentation.IntensityScale"/>.</summary>
    IntensityScale,

    /// <summary>See <see cref="Augmentation.ChannelShift"/>.</summary>
    ChannelShift,
}
