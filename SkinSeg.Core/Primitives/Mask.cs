using System.Globalization;

namespace SkinSeg.Primitives;

/// <summary>A binary mask: every pixel is lesion (or attribute), or it is not. Immutable.</summary>
public sealed class Mask : IEquatable<Mask>
{
    /// <summary>Value of a set pixel in <see cref="Values"/> and in the files the kit writes (facts.md §4.2).</summary>
    public const byte Set = 255;

    /// <summary>Wraps an array that nobody else changes; values are 0 and <see cref="Set"/> only.</summary>
    internal Mask(ImageSize size, byte[] values)
    {
        if (values.Length != size.Area)
        {
            throw new ArgumentException($"Expected {size.Area} pixels for {size}, got {values.Length}.", nameof(values));
        }

        Size = size;
        Values = values;
    }

    /// <summary>Height and width in pixels.</summary>
    public ImageSize Size { get; }

    /// <summary>Number of set pixels.</summary>
    public int Area => Size.Area - Values.AsSpan().Count((byte)0);

    /// <summary>Whether no pixel is set.</summary>
    public bool IsEmpty => !Values.AsSpan().Contains(Set);

    /// <summary>Whether the pixel in row <paramref name="row"/> and column <paramref name="column"/> is set; both count from 0.</summary>
    public bool this[int row, int column] => Values[(row * Size.Width) + column] != 0;

    /// <summary>The pixels row by row: 0 or 255. Shared, not copied: for use within the kit, never changed.</summary>
    internal byte[] Values { get; }

    /// <summary>A mask without a set pixel.</summary>
    public static Mask Empty(ImageSize size) => new(size, new byte[size.Area]);

    /// <summary>A mask from a rule: F# <c>Mask.From(size, fun row column -&gt; …)</c>.</summary>
    /// <param name="size">Height and width.</param>
    /// <param name="isSet">Called once per pixel with row and column.</param>
    public static Mask From(ImageSize size, Func<int, int, bool> isSet)
    {
        ArgumentNullException.ThrowIfNull(isSet);
        var values = new byte[size.Area];
        for (int row = 0, i = 0; row < size.Height; row++)
        {
            for (int column = 0; column < size.Width; column++, i++)
            {
                values[i] = isSet(row, column) ? Set : (byte)0;
            }
        }

        return new(size, values);
    }

    /// <summary>The pixels row by row, true where set; a copy.</summary>
    public bool[] ToArray() => Array.ConvertAll(Values, static value => value != 0);

    /// <inheritdoc/>
    public bool Equals(Mask? other) => other is not null && Size == other.Size && Values.AsSpan().SequenceEqual(other.Values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Mask);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Size, Area);

    /// <summary>Size and share of set pixels, for example <c>mask 192×256, 13.8 % set</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"mask {Size}, {100.0 * Area / Size.Area:F1} % set");
}
