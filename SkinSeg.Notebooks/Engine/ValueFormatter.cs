namespace SkinSeg.Notebooks.Engine;

/// <summary>How values of a type are shown in cells; goes before the type's own way.</summary>
/// <param name="Type">The type; its subtypes too.</param>
/// <param name="MimeType">Form of the text, for example <c>text/html</c> or <c>image/png</c> (base64).</param>
/// <param name="Text">The value in that form.</param>
public sealed record ValueFormatter(Type Type, string MimeType, Func<object, string> Text)
{
    /// <summary>A formatter of one type: F# <c>ValueFormatter.For&lt;GenericChart&gt;(fun chart -&gt; …)</c>.</summary>
    /// <typeparam name="T">The type that is shown.</typeparam>
    /// <param name="text">The value as text.</param>
    /// <param name="mimeType">Form of that text.</param>
    public static ValueFormatter For<T>(Func<T, string> text, string mimeType = "text/html")
        where T : notnull => new(typeof(T), mimeType, value => text((T)value));
}
