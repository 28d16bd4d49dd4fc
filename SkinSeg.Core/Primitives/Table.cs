using System.Net;
using System.Text;

namespace SkinSeg.Primitives;

/// <summary>A small table of text that shows itself: HTML in a notebook or report, aligned columns in a terminal, Markdown in a file.</summary>
/// <param name="Title">One line above the table; may be empty.</param>
/// <param name="Columns">Column headings.</param>
/// <param name="Rows">Rows of as many cells as there are columns.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record Table(string Title, ValueList<string> Columns, ValueList<ValueList<string>> Rows) : ISelfDisplay
{
    /// <summary>Lines below the table: what a cell could not say.</summary>
    public ValueList<string> Notes { get; init; } = [];

    /// <summary>A table from sequences.</summary>
    /// <exception cref="ArgumentException">A row has another number of cells than there are columns.</exception>
    public static Table Of(string title, IEnumerable<string> columns, IEnumerable<IEnumerable<string>> rows)
    {
        var headings = new ValueList<string>(columns);
        var cells = new ValueList<ValueList<string>>(rows.Select(row => new ValueList<string>(row)));
        if (cells.FirstOrDefault(row => row.Count != headings.Count) is { } wrong)
        {
            throw new ArgumentException($"Expected {headings.Count} cells in each row ({headings}), got {wrong.Count} in {wrong}.", nameof(rows));
        }

        return new(title, headings, cells);
    }

    /// <inheritdoc/>
    public string ToHtml()
    {
        const string Cell = "style=\"text-align:left;padding:2px 12px 2px 0\"";
        var html = new StringBuilder("<table style=\"border-collapse:collapse;font-variant-numeric:tabular-nums\">");
        if (Title.Length > 0)
        {
            html.Append("<caption style=\"text-align:left;white-space:nowrap;font-weight:600;padding-bottom:4px\">").Append(WebUtility.HtmlEncode(Title)).Append("</caption>");
        }

        html.Append("<thead><tr>");
        foreach (string column in Columns)
        {
            html.Append("<th ").Append(Cell).Append('>').Append(WebUtility.HtmlEncode(column)).Append("</th>");
        }

        html.Append("</tr></thead><tbody>");
        foreach (var row in Rows)
        {
            html.Append("<tr>");
            foreach (string cell in row)
            {
                html.Append("<td ").Append(Cell).Append('>').Append(WebUtility.HtmlEncode(cell)).Append("</td>");
            }

            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
        foreach (string note in Notes)
        {
            html.Append("<div style=\"font-size:90%\">").Append(WebUtility.HtmlEncode(note)).Append("</div>");
        }

        return html.ToString();
    }

    /// <inheritdoc/>
    public string ToMarkdown()
    {
        static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n";
        string head = Title.Length > 0 ? $"**{Title}**\n\n" : string.Empty;
        return head + Line(Columns) + Line(Columns.Select(_ => "---")) + string.Concat(Rows.Select(Line)) + string.Concat(Notes.Select(note => $"\n{note}\n"));
    }

    /// <summary>The table as text with aligned columns.</summary>
    public override string ToString()
    {
        int[] widths = [.. Columns.Select((column, i) => Rows.Select(row => row[i].Length).Append(column.Length).Max())];
        string Line(ValueList<string> cells) => string.Join("  ", cells.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd();
        IEnumerable<string> lines = [Line(Columns), string.Join("  ", widths.Select(width => new string('─', width))), .. Rows.Select(Line), .. Notes];
        return string.Join('\n', Title.Length > 0 ? lines.Prepend(Title) : lines);
    }
}
