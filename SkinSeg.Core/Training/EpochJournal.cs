using System.Text;
using System.Text.Json;
using SkinSeg.Primitives;

namespace SkinSeg.Training;

/// <summary>The journal of a training, for watching it: <c>epochs.jsonl</c> with one JSON object per epoch, results and machine facts side by side.</summary>
/// <remarks>Beside it lies the same for TensorBoard: <c>tensorboard --logdir FOLDER</c>.</remarks>
public static class EpochJournal
{
    /// <summary>Name of the file in a training's folder.</summary>
    public const string FileName = "epochs.jsonl";

    /// <summary>The epochs that a training has finished so far, with their machine facts; a line that is being written now is left out.</summary>
    /// <param name="path">The file <c>epochs.jsonl</c>.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A line is damaged; the message names it.</exception>
    public static ValueList<EpochReport> Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        string[] lines = reader.ReadToEnd().Split('\n');
        return [.. lines[..^1].Select((line, i) => Parse(path, i + 1, line))];
    }

    /// <summary>Makes the journal of a training that begins or goes on: what a killed process wrote beyond its checkpoint is taken back.</summary>
    /// <param name="folder">The training's folder.</param>
    /// <param name="epochs">The epochs that are finished.</param>
    /// <param name="now">When that is.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal static void Begin(string folder, IReadOnlyList<EpochReport> epochs, DateTimeOffset now)
    {
        foreach (string path in Directory.Exists(folder) ? Directory.GetFiles(folder, $"{FileName}.*.tmp") : [])
        {
            File.Delete(path); // of a process that was killed here
        }

        var start = epochs.Count > 0 ? epochs[0].Machine.Finished : now;
        AtomicFile.WriteDurably(Path.Combine(folder, FileName), stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(epochs.Select(Line)))));
        AtomicFile.WriteDurably(EventFile.PathIn(folder), stream => stream.Write([.. EventFile.Begin(start), .. epochs.SelectMany(EventFile.Of)]));
    }

    /// <summary>Adds an epoch.</summary>
    /// <inheritdoc cref="Begin" path="/exception"/>
    internal static void Add(string folder, EpochReport epoch)
    {
        Append(Path.Combine(folder, FileName), Encoding.UTF8.GetBytes(Line(epoch)));
        Append(EventFile.PathIn(folder), EventFile.Of(epoch));
    }

    private static void Append(string path, byte[] bytes)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 0);
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(path, path, e);
        }
    }

    // One flat object, as tables of other programs like it.
    private static string Line(EpochReport report)
    {
        var line = JsonSerializer.SerializeToNode(report)!.AsObject();
        foreach (var (name, value) in JsonSerializer.SerializeToNode(report.Machine)!.AsObject().ToList())
        {
            line[name] = value?.DeepClone();
        }

        return $"{line.ToJsonString()}\n";
    }

    private static EpochReport Parse(string path, int number, string line)
    {
        try
        {
            var report = JsonSerializer.Deserialize<EpochReport>(line) ?? throw new JsonException("the line is empty");
            return report with { Machine = JsonSerializer.Deserialize<MachineFacts>(line)! };
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(
                FormattableString.Invariant($"{path}, line {number}: this is no epoch ({e.Message.TrimEnd('.')}). Continue the training: it writes the file again."), e);
        }
    }
}
