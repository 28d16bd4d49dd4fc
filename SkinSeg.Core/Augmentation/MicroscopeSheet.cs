using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>An image under many changes, with what was drawn for each: shows itself, and becomes one picture.</summary>
/// <param name="Images">The changed images, captioned with the drawn parameters.</param>
/// <param name="Parameters">The same parameters as a table.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record MicroscopeSheet(ImageGrid Images, Table Parameters) : ISelfDisplay
{
    /// <summary>All images as one picture on white; captions lose what is not ASCII.</summary>
    /// <param name="tile">Size of one image.</param>
    public RgbImage ToContactSheet(ImageSize tile) => Images.ToContactSheet(tile);

    /// <inheritdoc/>
    public string ToHtml() => Images.ToHtml() + Parameters.ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => $"{Images.ToMarkdown()}\n\n{Parameters.ToMarkdown()}";

    /// <summary>The table of parameters as text.</summary>
    public override string ToString() => Parameters.ToString();
}
