using System.Globalization;
using OpenCvSharp;
using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>A real number per pixel, in the unit that its maker states: entropy in bits, for example. Immutable; never NaN, never infinite.</summary>
public sealed class ValueMap
{
    /// <summary>Wraps an array that nobody else changes: one value per pixel, row by row.</summary>
    internal ValueMap(ImageSize size, double[] values)
    {
        if (values.Length != size.Area)
        {
            throw new ArgumentException($"Expected {size.Area} values for a map of {size}, got {values.Length}.", nameof(values));
        }

        int broken = Array.FindIndex(values, static value => !double.IsFinite(value));
        if (broken >= 0)
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"Expected finite values, got {values[broken]} at row {broken / size.Width}, column {broken % size.Width}."),
                nameof(values));
        }

        Size = size;
        Values = values;
    }

    /// <summary>Height and width in pixels.</summary>
    public ImageSize Size { get; }

    /// <summary>Value in row <paramref name="row"/> and column <paramref name="column"/>; both count from 0.</summary>
    public double this[int row, int column] => Values[(row * Size.Width) + column];

    /// <summary>The smallest and the largest value.</summary>
    public Interval Range => new(Values.Min(), Values.Max());

    /// <summary>Mean over all pixels.</summary>
    public double Mean => Values.Average();

    /// <summary>The values row by row. Shared, not copied: for use within the kit, never changed.</summary>
    internal double[] Values { get; }

    /// <summary>A map from a rule: F# <c>ValueMap.From(size, fun row column -&gt; …)</c>.</summary>
    /// <param name="size">Height and width.</param>
    /// <param name="value">Called once per pixel with row and column.</param>
    /// <exception cref="ArgumentException">A value is NaN or infinite.</exception>
    public static ValueMap From(ImageSize size, Func<int, int, double> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(size, [.. Enumerable.Range(0, size.Area).Select(i => value(i / size.Width, i % size.Width))]);
    }

    /// <summary>Mean over the set pixels of a mask; 0 where it is empty.</summary>
    /// <exception cref="ArgumentException">Sizes differ.</exception>
    public double MeanOver(Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        if (mask.Size != Size)
        {
            throw new ArgumentException($"Expected a mask of the map's size {Size}, got {mask.Size}; resize one of the two.", nameof(mask));
        }

        double sum = 0;
        for (int i = 0; i < Values.Length; i++)
        {
            sum += mask.Values[i] != 0 ? Values[i] : 0;
        }

        return sum / Math.Max(1, mask.Area);
    }

    /// <summary>Bilinear, in either direction, as probability maps are resized: to lay an uncertainty over its image.</summary>
    public ValueMap ResizeTo(ImageSize size)
    {
        if (size == Size)
        {
            return this;
        }

        using var source = Mat.FromPixelData(Size.Height, Size.Width, MatType.CV_64FC1, Values);
        using var target = new Mat();
        Cv2.Resize(source, target, new Size(size.Width, size.Height), interpolation: InterpolationFlags.Linear);
        return new(size, Mats.Copy<double>(target, 1));
    }

    /// <summary>The map in colors, from its smallest value to its largest.</summary>
    public RgbImage ToImage() => ToImage(Range);

    /// <summary>The map in colors; one range for several maps makes them comparable.</summary>
    /// <param name="range">Values of the scale's two ends; what lies outside has the color of the nearer end. Where both are equal, everything has the lower one's.</param>
    /// <param name="scale">The colors; <see cref="ColorScale.Ember"/> by default.</param>
    public RgbImage ToImage(Interval range, ColorScale? scale = null)
    {
        var colors = (scale ?? ColorScale.Ember).Steps(256);
        double width = range.High - range.Low;
        return RgbImage.From(Size, (row, column) =>
        {
            double share = width > 0 ? (this[row, column] - range.Low) / width : 0;
            return colors[(int)Math.Round(255 * Math.Clamp(share, 0, 1))];
        });
    }

    /// <summary>The values row by row; a copy.</summary>
    public double[] ToArray() => (double[])Values.Clone();

    /// <summary>For example <c>value map 192×256, 0–0.971, mean 0.214</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"value map {Size}, {Range.Low:G3}–{Range.High:G3}, mean {Mean:G3}");
}
