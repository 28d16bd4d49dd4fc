using OpenCvSharp;
using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>All changes of tone of one draw as a table per channel: each pixel is looked up once, and rounded once.</summary>
internal sealed class ToneTables(IReadOnlyList<IToneChange> changes)
{
    // Red, green and blue of the value 0, of the value 1, and so on.
    private readonly byte[] table = [.. Enumerable.Range(0, 3 * 256).Select(i => Changed(changes, i % 3, i / 3))];

    /// <summary>Changes values in place: red, green, blue, row by row.</summary>
    public void Apply(byte[] values, ImageSize size)
    {
        using var image = Mat.FromPixelData(size.Height, size.Width, MatType.CV_8UC3, values);
        using var look = Mat.FromPixelData(1, 256, MatType.CV_8UC3, table);
        Cv2.LUT(image, look, image);
    }

    // Cut to 0–255 after each change, as if each were applied to the image by itself.
    private static byte Changed(IReadOnlyList<IToneChange> changes, int channel, int value)
    {
        double changed = value;
        foreach (var change in changes)
        {
            changed = Math.Clamp(change.Change(channel, changed), 0, 255);
        }

        return (byte)Math.Round(changed, MidpointRounding.AwayFromZero);
    }
}
