using System.Buffers;
using System.Globalization;
using OpenCvSharp;
using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>A Gaussian blur of some size, or an unsharp mask; the paper gives no numbers (section II-A-3; the mask's after facts.md §6.3 #28).</summary>
/// <param name="Amount">
/// Below 0 a blur, whose standard deviation is −<paramref name="Amount"/> pixels in an image 256 wide, and grows with the image;
/// above 0 the share of the difference to a blur of 1 such pixel that is added; 0 changes nothing.
/// </param>
public sealed record Sharpness(double Amount) : IPixelChange
{
    /// <inheritdoc/>
    public AugmentationRoutine Routine => AugmentationRoutine.Sharpness;

    void IPixelChange.Apply(byte[] values, ImageSize size)
    {
        if (Amount == 0)
        {
            return;
        }

        double pixel = size.Width / 256.0;
        byte[] scratch = ArrayPool<byte>.Shared.Rent(values.Length);
        try
        {
            using var image = Mat.FromPixelData(size.Height, size.Width, MatType.CV_8UC3, values);
            using var other = Mat.FromPixelData(size.Height, size.Width, MatType.CV_8UC3, scratch);
            Cv2.GaussianBlur(image, other, new Size(0, 0), Amount < 0 ? -Amount * pixel : pixel);
            if (Amount < 0)
            {
                scratch.AsSpan(0, values.Length).CopyTo(values);
            }
            else
            {
                Cv2.AddWeighted(image, 1 + Amount, other, -Amount, 0, image);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scratch);
        }
    }

    /// <summary>For example <c>blur 0.85 px</c> or <c>unsharp mask 0.40</c>.</summary>
    public override string ToString() => Amount < 0
        ? string.Create(CultureInfo.InvariantCulture, $"blur {-Amount:F2} px")
        : string.Create(CultureInfo.InvariantCulture, $"unsharp mask {Amount:F2}");
}
