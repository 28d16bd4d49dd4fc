using SkinSeg.Augmentation;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Tests.Augmentation;

/// <summary>The slow way to move pixels: one at a time, in floating point, change after change read from its definition.</summary>
internal static class WarpOracle
{
    /// <summary>Where a pixel of the changed image lay, as (row, column).</summary>
    public static (double Row, double Column) Source(AugmentationDraw draw, ImageSize size, double row, double column)
    {
        double middleRow = (size.Height - 1) / 2.0, middleColumn = (size.Width - 1) / 2.0;
        foreach (var change in draw.Changes.Reverse())
        {
            double y = row - middleRow, x = column - middleColumn;
            double angle = (change as Rotation)?.Degrees * Math.PI / 180 ?? 0;
            var zoom = change as Zoom ?? new Zoom(1);
            (y, x) = ((y * Math.Cos(angle)) + (x * Math.Sin(angle)), (x * Math.Cos(angle)) - (y * Math.Sin(angle)));
            (y, x) = (y / zoom.Vertical, x / zoom.Horizontal);
            x -= ((change as Shear)?.Factor ?? 0) * y;
            y = change.Routine == AugmentationRoutine.VerticalFlip ? -y : y;
            x = change.Routine == AugmentationRoutine.HorizontalFlip ? -x : x;
            row = y + middleRow - (((change as Translation)?.Down ?? 0) * size.Height);
            column = x + middleColumn - (((change as Translation)?.Right ?? 0) * size.Width);
        }

        return (row, column);
    }

    /// <summary>Red of a pixel of the changed image, by bilinear interpolation of an image mirrored at its border.</summary>
    public static double Red(RgbImage image, double row, double column)
    {
        int top = (int)Math.Floor(row), left = (int)Math.Floor(column);
        double down = row - top, right = column - left;
        double At(int r, int c) => image[Mirrored(r, image.Size.Height), Mirrored(c, image.Size.Width)].Red;
        return ((1 - down) * (((1 - right) * At(top, left)) + (right * At(top, left + 1))))
            + (down * (((1 - right) * At(top + 1, left)) + (right * At(top + 1, left + 1))));
    }

    /// <summary>Mirrored about the last pixel's center: … 2 1 0 1 2 …</summary>
    public static int Mirrored(int at, int length)
    {
        while (at < 0 || at >= length)
        {
            at = length == 1 ? 0 : at < 0 ? -at : (2 * (length - 1)) - at;
        }

        return at;
    }
}
