namespace SkinSeg.Experiments;

/// <summary>What the making of a stage is given, and what it tells about the work.</summary>
internal sealed class StageWork
{
    /// <summary>Where the stage's files are to be written; it becomes the stage's folder when all are.</summary>
    public string Folder { get; set; } = string.Empty;

    /// <summary>Where it may keep what it needs to go on after a stop; not made yet.</summary>
    public required string WorkFolder { get; init; }

    /// <summary>Stops the work: the user's wish, or another process that took over.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>Time that earlier sessions spent, for the record.</summary>
    public TimeSpan Earlier { get; set; }

    /// <summary>What computes, for the record.</summary>
    public string Device { get; set; } = string.Empty;
}
