using System.Net;
using System.Text;

namespace SkinSeg.Notebooks.Reports;

/// <summary>A page of HTML that holds everything it shows: it opens from any folder, without a network, on a phone and on paper.</summary>
internal sealed class ReportPage(string title)
{
    private const string Style = """
        :root { color-scheme: light; --ink: #1c2430; --muted: #5d6876; --line: #dfe4ea; --accent: #0072b2; --paper: #fff; --tint: #f5f7fa; }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 2rem 1.25rem 4rem; max-width: 1160px; color: var(--ink); background: var(--paper);
               font: 16px/1.55 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
        h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .5rem; }
        h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
        p { margin: .5rem 0; max-width: 72ch; }
        code { font: 90% ui-monospace, "Cascadia Mono", Menlo, Consolas, monospace; background: var(--tint); padding: .1em .3em; border-radius: 3px; }
        .lead { font-size: 1.05rem; } .muted { color: var(--muted); }
        .note { background: var(--tint); border-left: 4px solid var(--accent); padding: .75rem 1rem; margin: 1rem 0; }
        .wide { overflow-x: auto; } .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 1rem; }
        table { border-collapse: collapse; font-size: .88rem; margin: .5rem 0; } th, td { border-bottom: 1px solid var(--line); }
        td { white-space: nowrap; } th { color: var(--muted); font-weight: 600; vertical-align: bottom; } caption { caption-side: top; } figcaption { color: var(--muted); }
        details > summary { cursor: pointer; color: var(--accent); }
        @media print { body { max-width: none; padding: 0; font-size: 11pt; } h2 { break-after: avoid; } figure, table { break-inside: avoid; } }
        """;

    private readonly StringBuilder body = new();

    /// <summary>Text with the characters of HTML made harmless.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    /// <summary>Adds a heading; what follows belongs to it.</summary>
    public ReportPage Section(string heading) => Html($"<h2>{Encode(heading)}</h2>");

    /// <summary>Adds a paragraph of plain text.</summary>
    public ReportPage Paragraph(string text, string kind = "") =>
        Html($"<p{(kind.Length > 0 ? $" class=\"{kind}\"" : string.Empty)}>{Encode(text)}</p>");

    /// <summary>Adds a fragment of HTML as it is.</summary>
    public ReportPage Html(string fragment)
    {
        body.Append(fragment).Append('\n');
        return this;
    }

    /// <summary>Adds a fragment that may be wider than the page and then scrolls by itself.</summary>
    public ReportPage Wide(string fragment) => Html($"<div class=\"wide\">{fragment}</div>");

    /// <summary>Adds a fragment that is shown on request.</summary>
    public ReportPage Details(string summary, string fragment) =>
        Html($"<details><summary>{Encode(summary)}</summary><div class=\"wide\">{fragment}</div></details>");

    /// <summary>The whole page.</summary>
    /// <param name="head">Scripts that the fragments need, such as plotly.js.</param>
    public string Finish(string head) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Encode(title)}</title>
        <style>{Style}</style>
        {head}
        </head>
        <body>
        <main>
        <h1>{Encode(title)}</h1>
        {body}
        </main>
        </body>
        </html>

        """;
}
