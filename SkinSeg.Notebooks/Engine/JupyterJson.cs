using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SkinSeg.Notebooks.Engine;

/// <summary>JSON text in the form in which Jupyter writes notebooks, so that a notebook saved there and here is the same file.</summary>
/// <remarks>
/// nbformat writes keys in order, an indent of 1, letters as they are, control characters as lowercase escapes; System.Text.Json cannot.
/// </remarks>
internal static partial class JupyterJson
{
    /// <summary>The text of a notebook, with the newline at its end.</summary>
    public static string Write(JsonNode node)
    {
        var text = new StringBuilder();
        Append(text, node, 0);
        return text.Append('\n').ToString();
    }

    /// <summary>A text as nbformat stores it: one string per line, each with its line end.</summary>
    public static JsonArray Lines(string text) => new([.. Line().Matches(text).Select(line => (JsonNode)line.Value)]);

    /// <summary>The text behind a string or a list of lines; null where it is neither.</summary>
    public static string? Text(JsonNode? node) => node switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        JsonArray lines when lines.All(line => line?.GetValueKind() == JsonValueKind.String) =>
            string.Concat(lines.Select(line => line!.GetValue<string>())),
        _ => null,
    };

    private static void Append(StringBuilder text, JsonNode? node, int depth)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } values:
                AppendItems(text, '{', '}', depth, values.OrderBy(value => value.Key, StringComparer.Ordinal), value =>
                {
                    AppendString(text, value.Key);
                    Append(text.Append(": "), value.Value, depth + 1);
                });
                break;
            case JsonArray { Count: > 0 } items:
                AppendItems(text, '[', ']', depth, items, item => Append(text, item, depth + 1));
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                AppendString(text, value.GetValue<string>());
                break;
            default:
                text.Append(node?.ToJsonString() ?? "null");
                break;
        }
    }

    private static void AppendItems<T>(StringBuilder text, char open, char close, int depth, IEnumerable<T> items, Action<T> append)
    {
        text.Append(open);
        string separator = "\n";
        foreach (var item in items)
        {
            text.Append(separator).Append(' ', depth + 1);
            append(item);
            separator = ",\n";
        }

        text.Append('\n').Append(' ', depth).Append(close);
    }

    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (char letter in value)
        {
            _ = letter switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                '\b' => text.Append("\\b"),
                '\f' => text.Append("\\f"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => text.Append(letter),
            };
        }

        text.Append('"');
    }

    // The line ends of Python's str.splitlines, by which nbformat cuts texts.
    private const string Ends = @"\n\r\v\f\x1c-\x1e\x85\u2028\u2029";

    [GeneratedRegex($@"[^{Ends}]*(?:\r\n|[{Ends}])|[^{Ends}]+\z")]
    private static partial Regex Line();
}
