using OpenCvSharp;

namespace SkinSeg.Imaging;

/// <summary>Flips and quarter turns: exact, no pixel is interpolated.</summary>
public static class Turns
{
    /// <summary>Left becomes right.</summary>
    public static RgbImage FlipHorizontal(this RgbImage image) => Change(image, static (from, to) => Cv2.Flip(from, to, FlipMode.Y));

    /// <inheritdoc cref="FlipHorizontal(RgbImage)"/>
    public static ProbabilityMap FlipHorizontal(this ProbabilityMap map) => Change(map, static (from, to) => Cv2.Flip(from, to, FlipMode.Y));

    /// <summary>Top becomes bottom.</summary>
    public static RgbImage FlipVertical(this RgbImage image) => Change(image, static (from, to) => Cv2.Flip(from, to, FlipMode.X));

    /// <inheritdoc cref="FlipVertical(RgbImage)"/>
    public static ProbabilityMap FlipVertical(this ProbabilityMap map) => Change(map, static (from, to) => Cv2.Flip(from, to, FlipMode.X));

    /// <summary>A quarter turn counter-clockwise; height and width change places.</summary>
    public static RgbImage TurnLeft(this RgbImage image) => Change(image, static (from, to) => Cv2.Rotate(from, to, RotateFlags.Rotate90Counterclockwise));

    /// <summary>A quarter turn clockwise, which undoes <see cref="TurnLeft"/>; height and width change places.</summary>
    public static ProbabilityMap TurnRight(this ProbabilityMap map) => Change(map, static (from, to) => Cv2.Rotate(from, to, RotateFlags.Rotate90Clockwise));

    private static RgbImage Change(RgbImage image, Action<Mat, Mat> change)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var from = Mats.View(image);
        using var to = new Mat();
        change(from, to);
        return Mats.ToRgbImage(to);
    }

    private static ProbabilityMap Change(ProbabilityMap map, Action<Mat, Mat> change)
    {
        ArgumentNullException.ThrowIfNull(map);
        using var from = Mats.View(map);
        using var to = new Mat();
        change(from, to);
        return Mats.ToProbabilityMap(to);
    }
}
