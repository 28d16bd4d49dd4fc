using System.Text.Json.Nodes;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>Shows in what two stored stages differ.</summary>
public static class StoreDifference
{
    private const string Absent = "–";

    /// <summary>One line per part of the description, input and file that differs; no line where they are the same.</summary>
    /// <param name="first">A stage.</param>
    /// <param name="second">Another one.</param>
    public static Table Between(StoredStage first, StoredStage second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var left = Leaves(first);
        var right = Leaves(second);
        var rows = from key in left.Keys.Union(right.Keys).Order(StringComparer.Ordinal)
                   let here = left.GetValueOrDefault(key, Absent)
                   let there = right.GetValueOrDefault(key, Absent)
                   where here != there
                   select new[] { key, here, there };
        return Table.Of($"{first.Stage.Label} · {second.Stage.Label}", ["", first.Stage.Id, second.Stage.Id], rows);
    }

    private static Dictionary<string, string> Leaves(StoredStage stage)
    {
        var leaves = new Dictionary<string, string>(StringComparer.Ordinal) { ["kind"] = stage.Stage.Kind.ToString() };
        Add(leaves, string.Empty, JsonNode.Parse(stage.Stage.Description));
        Add(leaves, "inputs", new JsonArray([.. stage.Stage.Inputs.Select(input => JsonValue.Create(input))]));
        foreach (var file in StageManifest.Read(stage.Folder).Files)
        {
            leaves[$"file {file.Name}"] = file.Sha256[..Stage.IdLength];
        }

        return leaves;
    }

    private static void Add(Dictionary<string, string> leaves, string path, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject item:
                foreach (var (key, value) in item)
                {
                    Add(leaves, path.Length == 0 ? key : $"{path}.{key}", value);
                }

                break;
            case JsonArray array:
                for (int i = 0; i < array.Count; i++)
                {
                    Add(leaves, $"{path}[{i}]", array[i]);
                }

                break;
            default:
                leaves[path] = node?.ToJsonString() ?? "null";
                break;
        }
    }
}
