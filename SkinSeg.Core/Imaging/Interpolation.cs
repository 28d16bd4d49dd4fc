using System.Text.Json.Serialization;

namespace SkinSeg.Imaging;

/// <summary>How a pixel of a resized image is computed (facts.md §6.3 #13).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImageInterpolation>))]
public enum ImageInterpolation
{
    /// <summary>Average of the covered area where the image shrinks, bilinear where it grows: the kit's way.</summary>
    Area,

    /// <summary>Between the four nearest pixels, in either direction; where the image shrinks much, most pixels count for nothing.</summary>
    Bilinear,
}

/// <summary>How a pixel of a resized mask is decided (facts.md §6.3 #13).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MaskInterpolation>))]
public enum MaskInterpolation
{
    /// <summary>By the nearest pixel center: the kit's way.</summary>
    Nearest,

    /// <summary>Set where the bilinear mean of the four nearest pixels is at least a half.</summary>
    Bilinear,
}
