namespace SkinSeg.Primitives;

/// <summary>A value that shows itself in a notebook, a report and a terminal.</summary>
/// <remarks>
/// A type that implements this also carries <c>[TypeFormatterSource(typeof(SelfDisplayFormatters))]</c>: notebook hosts of .NET recognise
/// that attribute by its name alone, so that no reference to a notebook package is needed.
/// </remarks>
public interface ISelfDisplay
{
    /// <summary>The value as an HTML fragment that needs no style sheet, no script and no network.</summary>
    string ToHtml();

    /// <summary>The value as Markdown; what cannot be said in Markdown is described.</summary>
    string ToMarkdown();
}

/// <summary>Tells a notebook host which class makes the formatters of a type; hosts find it by name.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    public Type FormatterSourceType { get; } = formatterSourceType;

    public string[] PreferredMimeTypes { get; set; } = ["text/html", "text/plain"];
}

/// <summary>The formatters of every <see cref="ISelfDisplay"/>: HTML and plain text. Hosts create it by reflection.</summary>
internal sealed class SelfDisplayFormatters
{
    private readonly object[] formatters =
    [
        new Formatter("text/html", static value => value.ToHtml()),
        new Formatter("text/plain", static value => value.ToString() ?? string.Empty),
    ];

    /// <summary>The hosts' convention: an instance method of this name without arguments.</summary>
    public IEnumerable<object> CreateTypeFormatters() => formatters;

    private sealed class Formatter(string mimeType, Func<ISelfDisplay, string> text)
    {
        public string MimeType { get; } = mimeType;

        public bool Format(object instance, TextWriter writer)
        {
            if (instance is not ISelfDisplay value)
            {
                return false;
            }

            writer.Write(text(value));
            return true;
        }
    }
}
