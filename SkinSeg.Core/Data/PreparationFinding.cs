namespace SkinSeg.Data;

/// <summary>What was done about something wrong.</summary>
public enum PreparationAction
{
    /// <summary>The image is left out.</summary>
    Skipped,

    /// <summary>The pixels were made again from the files.</summary>
    Rebuilt,
}

/// <summary>Something that was wrong while images were prepared, and did not end the work because the configuration says so.</summary>
/// <param name="Id">The image's id; empty where a whole cache file is meant.</param>
/// <param name="Action">What was done about it.</param>
/// <param name="Message">Which file, and what is wrong with it.</param>
public sealed record PreparationFinding(string Id, PreparationAction Action, string Message)
{
    /// <summary>For example <c>skipped: …/ISIC_0000003.jpg: the file is cut off …</c>.</summary>
    public override string ToString() => $"{(Action == PreparationAction.Skipped ? "skipped" : "rebuilt")}: {Message}";
}
