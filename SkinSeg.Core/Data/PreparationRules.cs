using System.Text.Json.Serialization;

namespace SkinSeg.Data;

/// <summary>What is done with an image that cannot be decoded, or whose mask has another size.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OnBadImage>))]
public enum OnBadImage
{
    /// <summary>The work ends with an error that names the file.</summary>
    Refuse,

    /// <summary>The image is left out and listed in <see cref="PreparedImages.Findings"/>.</summary>
    Skip,
}

/// <summary>What is done with an image of which a file has changed since it was cached: another size in bytes or another time of writing.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OnChangedImage>))]
public enum OnChangedImage
{
    /// <summary>It is decoded again and listed in <see cref="PreparedImages.Findings"/>.</summary>
    Rebuild,

    /// <summary>It is left out and listed in <see cref="PreparedImages.Findings"/>.</summary>
    Skip,

    /// <summary>The work ends with an error that names the file.</summary>
    Refuse,
}

/// <summary>What is done with a cache file that was cut off or altered, or written by another version of the kit.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OnDamagedCache>))]
public enum OnDamagedCache
{
    /// <summary>What is damaged is made again from the images and listed in <see cref="PreparedImages.Findings"/>.</summary>
    Rebuild,

    /// <summary>The work ends with an error that names the file.</summary>
    Refuse,
}
