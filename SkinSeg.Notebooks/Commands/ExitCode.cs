namespace SkinSeg.Notebooks.Commands;

/// <summary>What the program tells the shell.</summary>
internal static class ExitCode
{
    /// <summary>Everything went well.</summary>
    public const int Success = 0;

    /// <summary>A check or a notebook cell failed.</summary>
    public const int Failed = 1;

    /// <summary>The input is not usable; the error stream says why in one sentence.</summary>
    public const int BadInput = 2;

    /// <summary>Stopped by the user: 128 + SIGINT, as shells report it.</summary>
    public const int Cancelled = 130;
}
