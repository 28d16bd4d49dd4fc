using Plotly.NET;

namespace SkinSeg.Notebooks.Plots;

/// <summary>Still pictures of charts, drawn by a Chromium, Chrome or Edge that is on the machine; without one, charts stay interactive only.</summary>
public static class ChartPicture
{
    /// <summary>The chart as PNG, or null where no browser is found, or it cannot be started or does not answer in 30 seconds.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    public static byte[]? TryRender(GenericChart chart, int width = 720, int height = 400) => PagePicture.TryRender(ChartHtml.Page(chart), width, height);

    /// <summary>Path of a browser that can draw charts, or null.</summary>
    public static string? FindBrowser() => PagePicture.FindBrowser();
}
