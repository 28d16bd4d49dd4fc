using Microsoft.AspNetCore.Html;

namespace SkinSeg.Notebooks.Engine;

/// <summary>The functions that every cell can call, with the names that .NET Interactive gave them.</summary>
public static class Kernel
{
    /// <summary>Shows a value at this place in the cell's output.</summary>
    /// <param name="value">What to show; null is shown as such.</param>
    /// <param name="mimeTypes">Forms to show it in; without any, those that its type prefers.</param>
    /// <returns>A handle by which the display can be replaced later, also from another cell.</returns>
    /// <exception cref="InvalidOperationException">No cell runs: the call is not from a notebook.</exception>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => CellSession.Running.Display(value, mimeTypes);

    /// <summary>Text that is shown as HTML instead of as text.</summary>
    public static IHtmlContent HTML(string content) => new HtmlString(content);

    /// <summary>Adds a style sheet to the page.</summary>
    public static void CSS(string content) => display(HTML($"<style type=\"text/css\">{content}</style>"));

    /// <summary>Runs a script in the page, where the page allows it.</summary>
    public static void Javascript(string content) => display(HTML($"<script type=\"text/javascript\">{content}</script>"));

}

/// <summary>The same as methods: <c>image.Display()</c>.</summary>
public static class DisplayExtensions
{
    /// <inheritdoc cref="Kernel.display"/>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) => Kernel.display(value, mimeTypes);

    /// <summary>Shows a text that is already in the form <paramref name="mimeType"/>.</summary>
    public static DisplayedValue DisplayAs(this string value, string mimeType) =>
        new(CellSession.Running, CellSession.Running.Display([new(mimeType, value)]), [mimeType]);
}

/// <summary>A value on display.</summary>
public sealed class DisplayedValue
{
    private readonly CellSession session;
    private readonly IReadOnlyList<string> mimeTypes;

    internal DisplayedValue(CellSession session, string displayId, IReadOnlyList<string> mimeTypes)
    {
        this.session = session;
        this.mimeTypes = mimeTypes;
        DisplayId = displayId;
    }

    /// <summary>Name of the display in this session.</summary>
    public string DisplayId { get; }

    /// <summary>Shows another value in the same place.</summary>
    public void Update(object? value) => session.Update(DisplayId, ValueFormatting.Format(value, mimeTypes));
}
