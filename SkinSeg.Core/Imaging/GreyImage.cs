using OpenCvSharp;
using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>A decoded file of one channel and 8 bits. Its maker gives the values away.</summary>
/// <param name="Size">Height and width.</param>
/// <param name="Values">Row by row.</param>
internal sealed record GreyImage(ImageSize Size, byte[] Values)
{
    /// <summary>Whether it holds 0 and 255 only.</summary>
    public bool IsBinary => !Values.AsSpan().ContainsAnyExcept((byte)0, Mask.Set);

    /// <summary>Decodes the bytes of a file, whose path is for messages: plain PNG files by the kit itself, all others by OpenCV.</summary>
    /// <exception cref="InvalidDataException">The file is cut off, not an image, or not one channel of 8 bits.</exception>
    public static GreyImage Decode(string path, byte[] bytes)
    {
        ImageBytes.CheckClaim(path, bytes);
        if (PlainPng.Read(bytes) is { } plain)
        {
            return plain;
        }

        using var mat = ImageFiles.Decode(path, bytes, ImreadModes.Unchanged);
        return mat.Type() == MatType.CV_8UC1
            ? new(Mats.SizeOf(mat), Mats.Copy<byte>(mat, 1))
            : throw new InvalidDataException($"{path}: expected a mask with one channel of 8 bits (greyscale), got {ImageFiles.Describe(mat)}. Save it as an 8-bit greyscale PNG with values 0 and 255.");
    }

    /// <summary>The pixels above a threshold. The values of a binary image become the mask's own.</summary>
    public Mask Above(int threshold) => new(Size, IsBinary ? Values : Array.ConvertAll(Values, value => value > threshold ? Mask.Set : (byte)0));
}
