using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Plotly.NET;

namespace SkinSeg.Notebooks.Plots;

/// <summary>Charts as HTML that works offline: a fragment per chart, and plotly.js once per page.</summary>
public static class ChartHtml
{
    private const string PlotlyResource = "Plotly.NET.plotly-2.28.0.min.js";

    /// <summary>A chart as a fragment: interactive where the page holds plotly.js, else the still picture, if one is given.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="stillPng">A PNG of the chart, or empty: code hosts and printed pages run no script.</param>
    public static string Fragment(GenericChart chart, byte[]? stillPng = null)
    {
        string figure = GenericChart.toFigureJson(chart);
        string id = "chart-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(figure)))[..12]; // the same chart, the same page
        string still = stillPng is null
            ? "<p>This chart needs plotly.js, which this page does not hold.</p>"
            : $"<img alt=\"chart\" style=\"max-width:100%\" src=\"data:image/png;base64,{Convert.ToBase64String(stillPng)}\">";

        // The chart takes the width of its place, which is known when the page is laid out. In JSON within a script element only "</" could end the element early.
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            <div id="{{id}}">{{still}}</div>
            <script>
            (function () {
              function draw() {
                const place = document.getElementById("{{id}}");
                const figure = {{figure.Replace("</", "<\\/", StringComparison.Ordinal)}};
                place.replaceChildren();
                Plotly.newPlot(place, figure.data, {margin: {l: 64, r: 16, t: 48, b: 48}, ...figure.layout, width: undefined}, {responsive: true, displaylogo: false});
              }
              if (!window.Plotly) { return; }
              document.readyState === "loading" ? addEventListener("DOMContentLoaded", draw) : draw();
            })();
            </script>
            """);
    }

    /// <summary>The script element that makes charts on a page interactive, 3.6 MB: plotly.js as Plotly.NET carries it, no network needed.</summary>
    public static string Library()
    {
        using var stream = typeof(GenericChart).Assembly.GetManifestResourceStream(PlotlyResource)
            ?? throw new InvalidOperationException($"Plotly.NET {typeof(GenericChart).Assembly.GetName().Version} no longer carries {PlotlyResource}.");
        using var reader = new StreamReader(stream);
        // A page with require.js, such as Jupyter Notebook 6, would keep plotly.js to itself instead of giving it the name Plotly.
        return $"<script>window.skinsegDefine = window.define; window.define = undefined;</script><script>{reader.ReadToEnd()}</script><script>window.define = window.skinsegDefine;</script>";
    }

    /// <summary>A page that holds one chart and fills the window with it.</summary>
    public static string Page(GenericChart chart) =>
        $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>chart</title>{Library()}</head><body style=\"margin:0\">{Fragment(chart)}</body></html>";
}
