using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Engine;

/// <summary>Turns the outputs of one notebook into nbformat, so that two runs with the same values give the same bytes.</summary>
/// <remarks>What differs from run to run is taken out: times, random element ids. The style sheet of values stays once.</remarks>
internal sealed partial class NotebookOutputs
{
    private readonly HashSet<string> styles = [];
    private int stableIds;

    /// <summary>The outputs of the next cell in order.</summary>
    public JsonArray ToJson(ValueList<CellOutput> outputs, int executionCount) =>
        new([.. outputs.Where(output => output is not UpdateOutput).Select(output => ToJson(output, executionCount))]);

    private JsonObject ToJson(CellOutput output, int executionCount) => output switch
    {
        StreamOutput stream => new()
        {
            ["output_type"] = "stream",
            ["name"] = stream.IsError ? "stderr" : "stdout",
            ["text"] = JupyterJson.Lines(stream.Text),
        },
        ValueOutput { IsResult: true } result => new()
        {
            ["output_type"] = "execute_result",
            ["execution_count"] = executionCount,
            ["data"] = Data(result.Contents),
            ["metadata"] = new JsonObject(),
        },
        ValueOutput display => Display(Data(display.Contents)),
        ErrorOutput { Failure: var failure } => new()
        {
            ["output_type"] = "error",
            ["ename"] = failure.Name,
            ["evalue"] = failure.Message,
            ["traceback"] = new JsonArray([.. failure.ToString().Split('\n').Concat(failure.Trace).Select(line => (JsonNode)line)]),
        },
        _ => Display(new() { ["text/plain"] = JupyterJson.Lines("Wall time: differs from run to run, not stored") }),
    };

    private static JsonObject Display(JsonObject data) => new()
    {
        ["output_type"] = "display_data",
        ["data"] = data,
        ["metadata"] = new JsonObject(),
    };

    private JsonObject Data(ValueList<MimeContent> contents)
    {
        var data = new JsonObject();
        foreach (var content in contents)
        {
            string type = content.MimeType;
            data[type] = type switch
            {
                "text/html" => JupyterJson.Lines(WithoutRepeatedStyles(WithStableIds(content.Text))),
                "application/javascript" or "image/svg+xml" => JupyterJson.Lines(content.Text),
                _ when type.StartsWith("text/", StringComparison.Ordinal) => JupyterJson.Lines(content.Text),
                _ when type == "application/json" || type.EndsWith("+json", StringComparison.Ordinal) => JsonNode.Parse(content.Text),
                _ => content.Text,
            };
        }

        return data;
    }

    private string WithoutRepeatedStyles(string html) =>
        Style().Replace(html, style => styles.Add(style.Value) ? style.Value : string.Empty);

    // Charts name their elements by random GUIDs, and scripts repeat the name with other separators.
    private string WithStableIds(string html)
    {
        foreach (string id in ElementId().Matches(html).Select(match => match.Groups[1].Value).Distinct().ToList())
        {
            string stable = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-0000-0000-{++stableIds:d12}");
            foreach (string separator in (string[])["-", "_", string.Empty])
            {
                html = html.Replace(Spelled(id, separator), Spelled(stable, separator), StringComparison.Ordinal);
            }
        }

        return html;
    }

    private static string Spelled(string id, string separator) => id.Replace("-", separator, StringComparison.Ordinal);

    [GeneratedRegex("""<style>[^<]*</style>\n?""")]
    private static partial Regex Style();

    [GeneratedRegex("""\bid=["']?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\b""")]
    private static partial Regex ElementId();
}
