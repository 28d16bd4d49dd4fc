using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>The rule that a mask has the size of its image.</summary>
internal static class MaskSize
{
    /// <exception cref="InvalidDataException">The sizes differ; the message names both files.</exception>
    public static void Check(string imagePath, ImageSize image, string maskPath, ImageSize mask)
    {
        if (image != mask)
        {
            throw new InvalidDataException(
                $"{maskPath}: the mask is {mask} (height×width), but its image {imagePath} is {image}. Save the mask at the size of its image.");
        }
    }
}
