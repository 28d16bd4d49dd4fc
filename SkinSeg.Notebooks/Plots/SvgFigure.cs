using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Notebooks.Plots;

/// <summary>A drawing as SVG that stands alone: no script, no style sheet, no font file, no network.</summary>
/// <remarks>Save it with <c>File.WriteAllText("fig1.svg", figure.Svg)</c>.</remarks>
/// <param name="Title">What it shows, for those who do not see it.</param>
/// <param name="Svg">The drawing.</param>
/// <param name="Size">Its natural size in CSS pixels; pages may scale it.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record SvgFigure(string Title, string Svg, ImageSize Size) : ISelfDisplay
{
    /// <inheritdoc/>
    public string ToHtml() => Svg;

    /// <inheritdoc/>
    public string ToMarkdown() => $"*{this}*";

    /// <summary>The title and the size.</summary>
    public override string ToString() => Invariant($"{Title}; a drawing, {Size.Width} pixels wide and {Size.Height} high");
}
