using System.Text.Json.Nodes;
using SkinSeg.Experiments;
using SkinSeg.Tests.Support;

namespace SkinSeg.Tests.Experiments;

/// <summary>A store of stages that hold two small texts, which cost nothing to make.</summary>
internal sealed class TextStages : IDisposable
{
    /// <summary>Waits shorter than a person notices.</summary>
    public static readonly LockConfig Quick = new() { Pause = TimeSpan.FromMilliseconds(2), Beat = TimeSpan.FromMilliseconds(20), Patience = TimeSpan.FromSeconds(30) };

    private readonly TemporaryFolder folder = new();

    public TextStages() => Store = new(folder["store"]) { Locks = Quick };

    public RunStore Store { get; }

    /// <summary>How often a stage was made.</summary>
    public int Made { get; private set; }

    public string this[params string[] parts] => folder[parts];

    /// <summary>A stage whose result a number decides.</summary>
    public static Stage Stage(int number, string label = "text") =>
        SkinSeg.Experiments.Stage.Of(StageKind.Scores, label, new JsonObject { ["number"] = number }, []);

    /// <summary>Makes a stage or finds it.</summary>
    public StoredStage Make(Stage stage) => Store.Make(stage, Fill, progress: null, CancellationToken.None);

    /// <summary>Writes a stage's files.</summary>
    public void Fill(StageWork work)
    {
        Made++;
        File.WriteAllText(Path.Combine(work.Folder, "a.txt"), "the first text");
        Directory.CreateDirectory(Path.Combine(work.Folder, "below"));
        File.WriteAllText(Path.Combine(work.Folder, "below", "b.txt"), "the second text");
    }

    /// <summary>Every file of the store and its bytes, but locks.</summary>
    public SortedDictionary<string, string> Snapshot() => new(
        Directory.GetFiles(Store.Folder, "*", SearchOption.AllDirectories).ToDictionary(path => path, path => Convert.ToHexString(File.ReadAllBytes(path))), StringComparer.Ordinal);

    public void Dispose() => folder.Dispose();
}
