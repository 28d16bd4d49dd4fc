using System.Globalization;

namespace SkinSeg.Tensors;

/// <summary>A network's output is no probability: where, in words that grow on the way up from the batch to the caller's images.</summary>
/// <param name="place">Where the first such pixel is.</param>
internal sealed class InvalidMapException(InvalidPlace place) : ArgumentException
{
    /// <summary>Where the first such pixel is.</summary>
    public InvalidPlace Place { get; } = place;

    /// <inheritdoc/>
    public override string Message =>
        $"Expected finite logits, got NaN at {Place}: the network has diverged or its weights are broken. Load weights that were trained to the end, or train again with a smaller learning rate.";
}

/// <summary>A pixel of one of several images.</summary>
/// <param name="Image">Position of the image, counted from 0.</param>
/// <param name="Row">Row of the map, as the network saw the image; counted from 0.</param>
/// <param name="Column">Column of the map, as the network saw the image; counted from 0.</param>
internal sealed record InvalidPlace(int Image, int Row, int Column)
{
    /// <summary>The image's id, where it has one.</summary>
    public string Id { get; init; } = string.Empty;

    /// <summary>Which network, where that is known.</summary>
    public string Network { get; init; } = string.Empty;

    /// <summary>The test-time view, where there was another than the image itself.</summary>
    public string View { get; init; } = string.Empty;

    /// <summary>For example <c>row 3, column 5 of image 2 (ISIC_0000012), view sharpening, network resnet152</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"row {Row}, column {Column} of image {Image}{(Id.Length > 0 ? $" ({Id})" : string.Empty)}{Named("view", View)}{Named("network", Network)}");

    private static string Named(string what, string name) => name.Length > 0 ? $", {what} {name}" : string.Empty;
}
