using System.Text.Json;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>A table of the paper as the last stage: it is stored beside the scores that it was made from, as Markdown and as JSON.</summary>
internal static class StoredTable
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The stage of a table of some scores, which may not be there yet.</summary>
    public static Stage StageOf(string name, IEnumerable<Stage> scores) => Stage.Of(StageKind.Table, name, new() { ["table"] = name }, scores);

    /// <summary>Stores a table.</summary>
    public static StoredStage Keep(RunStore store, string name, IEnumerable<Stage> scores, Table table, CancellationToken cancellationToken) => store.Make(
        StageOf(name, scores),
        work =>
        {
            AtomicFile.WriteAllText(Path.Combine(work.Folder, "table.md"), table.ToMarkdown());
            AtomicFile.WriteAllText(Path.Combine(work.Folder, "table.json"), JsonSerializer.Serialize(table, Indented));
        },
        progress: null,
        cancellationToken);
}
