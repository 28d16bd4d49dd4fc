using System.Globalization;
using System.Net;
using System.Text;
using OpenCvSharp;
using SkinSeg.Primitives;

namespace SkinSeg.Imaging;

/// <summary>One image of a grid with a line of text below it.</summary>
/// <param name="Image">The image.</param>
/// <param name="Caption">The line; may be empty.</param>
public sealed record CaptionedImage(RgbImage Image, string Caption);

/// <summary>Images in rows and columns with captions: shows itself in notebooks and reports, and becomes one picture as a contact sheet.</summary>
/// <param name="Columns">Heading of each column; empty for a grid without headings.</param>
/// <param name="Rows">The images row by row.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record ImageGrid(ValueList<string> Columns, ValueList<ValueList<CaptionedImage>> Rows) : ISelfDisplay
{
    private const int Gap = 8;
    private const int CaptionHeight = 18;

    /// <summary>A grid without headings, filled row by row.</summary>
    /// <param name="images">The images.</param>
    /// <param name="columns">Images in a row.</param>
    public static ImageGrid Of(IEnumerable<CaptionedImage> images, int columns = 4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        return new([], new(images.Chunk(columns).Select(row => new ValueList<CaptionedImage>(row))));
    }

    /// <inheritdoc/>
    public string ToHtml()
    {
        int columns = Rows.Count == 0 ? 1 : Rows.Max(row => row.Count);
        var html = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture,
            $"<div style=\"display:grid;grid-template-columns:repeat({columns},minmax(0,1fr));gap:8px;max-width:{columns * 230}px\">"));
        foreach (string heading in Columns)
        {
            html.Append("<div style=\"font-weight:600\">").Append(WebUtility.HtmlEncode(heading)).Append("</div>");
        }

        foreach (var cell in Rows.SelectMany(row => row))
        {
            string caption = WebUtility.HtmlEncode(cell.Caption);
            html.Append("<figure style=\"margin:0\"><img style=\"width:100%;display:block;border-radius:2px\" alt=\"").Append(caption)
                .Append("\" src=\"").Append(cell.Image.ToDataUri())
                .Append("\"><figcaption style=\"font-size:85%\">").Append(caption).Append("</figcaption></figure>");
        }

        return html.Append("</div>").ToString();
    }

    /// <inheritdoc/>
    public string ToMarkdown() => $"*{this}*";

    /// <summary>The whole grid as one image on white, every tile as large as <paramref name="tile"/> and its caption below it.</summary>
    /// <exception cref="InvalidOperationException">The grid holds no image.</exception>
    public RgbImage ToContactSheet(ImageSize tile)
    {
        if (Rows.Count == 0)
        {
            throw new InvalidOperationException("Expected a grid with at least one image to make a contact sheet of, got an empty one.");
        }

        bool hasHeadings = Columns.Count > 0;
        int columns = Rows.Max(row => row.Count);
        int top = Gap + (hasHeadings ? CaptionHeight : 0);
        int rowHeight = tile.Height + CaptionHeight + Gap;
        using var sheet = new Mat(top + (Rows.Count * rowHeight), Gap + (columns * (tile.Width + Gap)), MatType.CV_8UC3, Scalar.White);
        for (int c = 0; c < Columns.Count; c++)
        {
            Write(sheet, Columns[c], new Point(Gap + (c * (tile.Width + Gap)), Gap + 12));
        }

        for (int r = 0; r < Rows.Count; r++)
        {
            for (int c = 0; c < Rows[r].Count; c++)
            {
                var corner = new Point(Gap + (c * (tile.Width + Gap)), top + (r * rowHeight));
                using var image = Mats.View(Rows[r][c].Image.ResizeTo(tile));
                using var place = new Mat(sheet, new Rect(corner.X, corner.Y, tile.Width, tile.Height));
                image.CopyTo(place);
                Write(sheet, Rows[r][c].Caption, new Point(corner.X, corner.Y + tile.Height + 13));
            }
        }

        return Mats.ToRgbImage(sheet);
    }

    /// <summary>For example <c>grid of 6 images</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"grid of {Rows.Sum(row => row.Count)} images");

    // OpenCV's stroke font knows ASCII only, and its binding takes no empty text.
    private static void Write(Mat sheet, string text, Point at)
    {
        string letters = new([.. text.Where(char.IsAscii)]);
        if (letters.Length > 0)
        {
            Cv2.PutText(sheet, letters, at, HersheyFonts.HersheySimplex, 0.4, new Scalar(40, 40, 40), 1, LineTypes.AntiAlias);
        }
    }
}
