using System.Text.Json;
using System.Text.Json.Nodes;

namespace SkinSeg.Notebooks.Commands;

/// <summary>Descriptions of stages for people.</summary>
internal static class StageText
{
    private static readonly JsonSerializerOptions Lines = new() { WriteIndented = true };

    /// <summary>JSON text with a line for each value.</summary>
    public static string Indented(string json) => JsonNode.Parse(json)?.ToJsonString(Lines) ?? string.Empty;
}
