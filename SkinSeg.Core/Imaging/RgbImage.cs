using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>One pixel's color, each part in 0–255.</summary>
/// <param name="Red">Red.</param>
/// <param name="Green">Green.</param>
/// <param name="Blue">Blue.</param>
public readonly record struct Rgb(byte Red, byte Green, byte Blue);

/// <summary>A color image, 8 bits per channel, in red, green, blue order. Immutable, and garbage collected like any value.</summary>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed class RgbImage : ISelfDisplay
{
    /// <summary>Wraps an array that nobody else changes: height × width × 3 bytes, row by row.</summary>
    internal RgbImage(ImageSize size, byte[] values)
    {
        if (values.Length != 3 * size.Area)
        {
            throw new ArgumentException($"Expected {3 * size.Area} values for a color image of {size}, got {values.Length}.", nameof(values));
        }

        Size = size;
        Values = values;
    }

    /// <summary>Height and width in pixels.</summary>
    public ImageSize Size { get; }

    /// <summary>Color of the pixel in row <paramref name="row"/> and column <paramref name="column"/>; both count from 0.</summary>
    public Rgb this[int row, int column]
    {
        get
        {
            int i = 3 * ((row * Size.Width) + column);
            return new(Values[i], Values[i + 1], Values[i + 2]);
        }
    }

    /// <summary>The pixels row by row, red first. Shared, not copied: for use within the kit, never changed.</summary>
    internal byte[] Values { get; }

    /// <summary>An image from a rule that gives each pixel's color.</summary>
    /// <param name="size">Height and width.</param>
    /// <param name="color">Called once per pixel with row and column.</param>
    public static RgbImage From(ImageSize size, Func<int, int, Rgb> color)
    {
        ArgumentNullException.ThrowIfNull(color);
        var values = new byte[3 * size.Area];
        for (int row = 0, i = 0; row < size.Height; row++)
        {
            for (int column = 0; column < size.Width; column++, i += 3)
            {
                (values[i], values[i + 1], values[i + 2]) = color(row, column);
            }
        }

        return new(size, values);
    }

    /// <inheritdoc/>
    public string ToHtml() =>
        $"<img alt=\"{this}\" style=\"max-width:100%\" src=\"{ToDataUri()}\">";

    /// <inheritdoc/>
    public string ToMarkdown() => $"*{this}*";

    /// <summary>The image within a page's text: JPEG for photographs, PNG for masks and maps, whichever takes fewer bytes.</summary>
    internal string ToDataUri()
    {
        byte[] png = ImageFiles.ToPng(this);
        byte[] jpeg = ImageFiles.ToJpeg(this, quality: 90);
        return jpeg.Length < png.Length ? $"data:image/jpeg;base64,{Convert.ToBase64String(jpeg)}" : $"data:image/png;base64,{Convert.ToBase64String(png)}";
    }

    /// <summary>For example <c>RGB image 192×256</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"RGB image {Size}");
}
