using System.Text.Json.Nodes;

namespace SkinSeg.Notebooks.Jupyter;

/// <summary>The inputs of this session, for a client's arrow keys.</summary>
internal sealed class KernelHistory
{
    private readonly List<(int Line, string Input)> inputs = [];

    /// <summary>Adds a cell that was run.</summary>
    public void Add(int executionCount, string code) => inputs.Add((executionCount, code));

    /// <summary>The reply to a history request: the last ones, a range, or those that match a pattern with * and ?.</summary>
    public JsonObject Reply(JsonObject request)
    {
        int count = (int?)request["n"] ?? inputs.Count;
        var chosen = (string?)request["hist_access_type"] switch
        {
            "range" => inputs.Where(input => input.Line >= ((int?)request["start"] ?? 0) && input.Line < ((int?)request["stop"] ?? int.MaxValue)),
            "search" => Matching((string?)request["pattern"] ?? "*").TakeLast(count),
            _ => inputs.TakeLast(count),
        };
        return new()
        {
            ["status"] = "ok",
            ["history"] = new JsonArray([.. chosen.Select(input => (JsonNode)new JsonArray(0, input.Line, input.Input))]),
        };
    }

    private IEnumerable<(int Line, string Input)> Matching(string pattern) =>
        inputs.Where(input => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(pattern, input.Input, ignoreCase: false));
}
