using System.Globalization;
using System.Text.Json.Serialization;

namespace SkinSeg.Primitives;

/// <summary>Height and width of an image, mask or map in pixels, in the paper's order (192×256 is 192 high).</summary>
/// <remarks>Rows first, as in facts.md §6.3 #12. JSON: [192, 256].</remarks>
[JsonConverter(typeof(ImageSizeJsonConverter))]
public readonly record struct ImageSize
{
    /// <summary>A size of at least 1×1 pixel.</summary>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A side is smaller than 1.</exception>
    public ImageSize(int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        Height = height;
        Width = width;
    }

    /// <summary>The size of a text such as <c>192x256</c> or <c>192×256</c>, height first.</summary>
    /// <exception cref="ArgumentException">The text is none.</exception>
    public static ImageSize Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int[] sides = [.. text.Split('x', 'X', '×').Select(side => int.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : 0)];
        return sides is [> 0, > 0]
            ? new(sides[0], sides[1])
            : throw new ArgumentException($"Expected a height and a width such as 192x256, got '{text}'.", nameof(text));
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Columns.</summary>
    public int Width { get; }

    /// <summary>Number of pixels.</summary>
    public int Area => checked(Height * Width);

    /// <summary>The size after a turn by 90°.</summary>
    public ImageSize Transposed => new(Width, Height);

    /// <summary>Whether both sides divide by <paramref name="step"/> without rest.</summary>
    public bool IsMultipleOf(int step) => Height % step == 0 && Width % step == 0;

    /// <summary>The smallest size that holds this one and whose sides are multiples of <paramref name="step"/>.</summary>
    public ImageSize RoundedUpTo(int step) => new((Height + step - 1) / step * step, (Width + step - 1) / step * step);

    /// <summary>Height×width, for example 192×256.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Height}×{Width}");
}
