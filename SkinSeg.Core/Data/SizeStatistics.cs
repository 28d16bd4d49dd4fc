using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>The sizes of a set of images; facts.md §4.4 has those of the whole challenge.</summary>
/// <param name="SmallestHeight">Rows of the lowest image.</param>
/// <param name="LargestHeight">Rows of the highest.</param>
/// <param name="MedianHeight">Rows in the middle, the lower of two.</param>
/// <param name="MedianWidth">Columns in the middle, the lower of two.</param>
/// <param name="MostFrequent">The size that occurs most often, with the number of images that have it.</param>
public sealed record SizeStatistics(int SmallestHeight, int LargestHeight, int MedianHeight, int MedianWidth, SizeCount MostFrequent)
{
    /// <summary>The statistics of at least one size.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static SizeStatistics Of(IEnumerable<ImageSize> sizes)
    {
        ImageSize[] all = [.. sizes];
        if (all.Length == 0)
        {
            throw new ArgumentException("Expected at least one size, got none.", nameof(sizes));
        }

        int[] heights = [.. all.Select(size => size.Height).Order()];
        int[] widths = [.. all.Select(size => size.Width).Order()];
        var (most, count) = all.CountBy(size => size)
            .OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.Height).ThenBy(pair => pair.Key.Width).First();
        return new(heights[0], heights[^1], heights[(all.Length - 1) / 2], widths[(all.Length - 1) / 2], new(most, count));
    }

    /// <summary>For example <c>heights 128–256, median 192×256, most often 192×256 (1203)</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"heights {SmallestHeight}–{LargestHeight}, median {MedianHeight}×{MedianWidth}, most often {MostFrequent.Size} ({MostFrequent.Count})");
}

/// <summary>A size and how many images have it.</summary>
/// <param name="Size">Height and width.</param>
/// <param name="Count">Number of images.</param>
public sealed record SizeCount(ImageSize Size, int Count);
