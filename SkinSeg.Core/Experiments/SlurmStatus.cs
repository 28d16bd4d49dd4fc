using System.Globalization;
using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>How far a submitted training is, by the queue and the store together.</summary>
/// <param name="Task">The training.</param>
/// <param name="Place">The array and the task, for example <c>123_4</c>.</param>
/// <param name="State">In a word or two: finished, running, queued, failed, …</param>
/// <param name="Detail">Node, reason, share, or the last line of its log.</param>
internal sealed record SlurmLine(SlurmTask Task, string Place, string State, string Detail);

/// <summary>All submitted trainings of a store.</summary>
/// <param name="Lines">One per training, by its last array, in the order of submission.</param>
/// <param name="KnowsQueue">Whether Slurm was asked: without its queue, waiting and failed look alike.</param>
internal sealed record SlurmStatus(ValueList<SlurmLine> Lines, bool KnowsQueue)
{
    private const int LongestDetail = 160;

    /// <summary>Joins them.</summary>
    /// <param name="store">The store.</param>
    /// <param name="arrays">What was submitted, oldest first.</param>
    /// <param name="queue">The queue; null where it is not known.</param>
    public static SlurmStatus Of(RunStore store, ValueList<SlurmArray> arrays, IReadOnlyList<QueuedTask>? queue)
    {
        var submitted = arrays.SelectMany(array => array.Tasks.Select((task, i) => (Array: array, Index: i + 1, Task: task)));
        var lines = submitted.GroupBy(place => place.Task.Stage).Select(places =>
        {
            // In the queue, if it is anywhere in it, and running before waiting; else where it was last.
            var found = places.Select(place => (place.Array, place.Index, place.Task, Queued: queue?.FirstOrDefault(task => task.JobId == place.Array.JobId && task.Index == place.Index)))
                .OrderBy(place => place.Queued is null ? 0 : place.Queued.IsRunning ? 2 : 1).Last();
            var (state, detail) = Describe(StoredProgress.Of(store, found.Task.Stage), found.Queued, queue is not null, LastLine(found.Array.LogIn(store, found.Index)));
            return new SlurmLine(found.Task, Invariant($"{found.Array.JobId}_{found.Index}"), state, detail);
        });
        return new([.. lines], queue is not null);
    }

    /// <summary>One line per training, and how many are in which state.</summary>
    public Table ToTable() => Table.Of(
        string.Join(", ", Lines.GroupBy(line => line.State).Select(group => Invariant($"{group.Count()} {group.Key}")).Prepend(Invariant($"{Lines.Count} training{(Lines.Count == 1 ? string.Empty : "s")}"))),
        ["id", "training", "task", "state", ""],
        Lines.Select(line => new[] { line.Task.Stage, line.Task.Label, line.Place, line.State, line.Detail }));

    /// <summary>The table as aligned text.</summary>
    public override string ToString() => ToTable().ToString();

    private static (string State, string Detail) Describe(StoredProgress stored, QueuedTask? queued, bool knowsQueue, string log)
    {
        string share = stored.Share > 0 ? string.Create(CultureInfo.InvariantCulture, $"{100 * stored.Share:F0} %") : string.Empty;
        return (stored.State, queued) switch
        {
            (StageState.Finished, _) => ("finished", string.Empty),
            (_, { IsRunning: true }) => ("running", Joined($"on {queued.Node}", share)),
            (_, { IsPending: true }) => ("queued", Joined(queued.Reason, share.Length > 0 ? $"goes on at {share}" : string.Empty)),
            (_, { } other) => (other.State.ToLowerInvariant(), Joined(other.Node, share)),
            (StageState.Running, null) => ("running", Joined($"{stored.Holder}", share)), // by hand, or the queue is not known
            (_, null) when !knowsQueue => (stored.State.ToString().ToLowerInvariant(), Joined(share, log)),
            (_, null) when log.StartsWith("Cancelled", StringComparison.Ordinal) => ("stopped", Joined(share, log)),
            (_, null) when log.Length > 0 => ("failed", Joined(share, log)),
            _ => ("not in the queue", "it was cancelled before it began: 'slurm submit' submits it again"),
        };
    }

    private static string Joined(params string[] parts) => string.Join(", ", parts.Where(part => part.Length > 0));

    // Of a log that is being written, or of several megabytes, only the end is read.
    private static string LastLine(string path)
    {
        const int End = 8192;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            stream.Seek(-Math.Min(End, stream.Length), SeekOrigin.End);
            using var reader = new StreamReader(stream);
            string line = reader.ReadToEnd().Split('\n').Select(text => text.Trim()).LastOrDefault(text => text.Length > 0) ?? string.Empty;
            return line.Length <= LongestDetail ? line : $"{line[..LongestDetail]}…";
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return string.Empty;
        }
    }
}
