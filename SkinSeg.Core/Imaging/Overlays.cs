using OpenCvSharp;
using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>Draws masks and maps for the eye: outlines on the image, maps as grey, masks as black and white.</summary>
public static class Overlays
{
    /// <summary>Outline of the ground truth, green as in the paper's Fig. 2.</summary>
    public static Rgb TruthColor { get; } = new(0, 220, 60);

    /// <summary>Outline of the prediction, red as in the paper's Fig. 2.</summary>
    public static Rgb PredictionColor { get; } = new(255, 40, 40);

    /// <summary>Pixels of truth and prediction both, orange as in the paper's Fig. 3.</summary>
    public static Rgb AgreementColor { get; } = new(255, 150, 0);

    /// <summary>The image with the outline of <paramref name="mask"/> drawn on it.</summary>
    /// <param name="image">The image.</param>
    /// <param name="mask">A mask of the same size.</param>
    /// <param name="color">For example <see cref="TruthColor"/>.</param>
    /// <exception cref="ArgumentException">Sizes differ.</exception>
    public static RgbImage Outline(this RgbImage image, Mask mask, Rgb color)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(mask);
        if (image.Size != mask.Size)
        {
            throw new ArgumentException($"Expected a mask of the image's size {image.Size}, got {mask.Size}; resize it first.", nameof(mask));
        }

        using var view = Mats.View(image);
        using var canvas = view.Clone();
        using var maskView = Mats.View(mask);
        Cv2.FindContours(maskView, out var contours, out _, RetrievalModes.List, ContourApproximationModes.ApproxNone);
        int thickness = Math.Max(1, (image.Size.Height + 96) / 192); // 1 pixel up to 287 rows, 4 at 767
        Cv2.DrawContours(canvas, contours, -1, new Scalar(color.Red, color.Green, color.Blue), thickness, LineTypes.AntiAlias);
        return Mats.ToRgbImage(canvas);
    }

    /// <summary>The image with every pixel of either mask tinted: truth only green, prediction only red, both orange, as in the paper's Fig. 3.</summary>
    /// <param name="image">The image.</param>
    /// <param name="truth">The true mask, of the image's size.</param>
    /// <param name="prediction">The mask to judge, of the image's size.</param>
    /// <exception cref="ArgumentException">Sizes differ.</exception>
    public static RgbImage Confusion(this RgbImage image, Mask truth, Mask prediction)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(prediction);
        if (image.Size != truth.Size || image.Size != prediction.Size)
        {
            throw new ArgumentException($"Expected masks of the image's size {image.Size}, got {truth.Size} and {prediction.Size}; resize them first.", nameof(truth));
        }

        var values = new byte[image.Values.Length];
        for (int i = 0; i < image.Size.Area; i++)
        {
            Tint(image.Values, values, i, (truth.Values[i] != 0, prediction.Values[i] != 0));
        }

        return new(image.Size, values);
    }

    /// <summary>The map as a grey image: black is probability 0, white is 1.</summary>
    public static RgbImage ToImage(this ProbabilityMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return Grey(map.Size, i => (byte)((map.Values[i] * 255L) / ProbabilityMap.One));
    }

    /// <summary>The mask as a black and white image.</summary>
    public static RgbImage ToImage(this Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return Grey(mask.Size, i => mask.Values[i]);
    }

    // Half of the image shines through, so that what was mistaken can be seen.
    private static void Tint(byte[] image, byte[] target, int pixel, (bool Truth, bool Prediction) state)
    {
        var pixels = image.AsSpan(3 * pixel, 3);
        if (state is (false, false))
        {
            pixels.CopyTo(target.AsSpan(3 * pixel));
            return;
        }

        var color = state is (true, true) ? AgreementColor : state.Truth ? TruthColor : PredictionColor;
        (target[3 * pixel], target[(3 * pixel) + 1], target[(3 * pixel) + 2]) =
            ((byte)((pixels[0] + color.Red) / 2), (byte)((pixels[1] + color.Green) / 2), (byte)((pixels[2] + color.Blue) / 2));
    }

    private static RgbImage Grey(ImageSize size, Func<int, byte> value)
    {
        var values = new byte[3 * size.Area];
        for (int i = 0; i < size.Area; i++)
        {
            values[3 * i] = values[(3 * i) + 1] = values[(3 * i) + 2] = value(i);
        }

        return new(size, values);
    }
}
