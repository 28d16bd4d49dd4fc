namespace SkinSeg.Primitives;

/// <summary>Says why something could not be written: the path with the reason, then the remedy.</summary>
internal static class WriteFailure
{
    // errno on Linux and macOS; HRESULTs on Windows.
    private const int UnixDiskFull = 28;
    private const int UnixReadOnly = 30;
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int WindowsHandleFull = unchecked((int)0x80070027);
    private const int WindowsWriteProtected = unchecked((int)0x80070013);

    /// <summary>The exception to throw.</summary>
    /// <param name="target">The file or folder that the caller wanted.</param>
    /// <param name="temporary">The name under which it was written, which means nothing to the reader.</param>
    /// <param name="error">What went wrong.</param>
    public static IOException Of(string target, string temporary, Exception error) =>
        new($"Could not write {target}: {Reason(target, temporary, Cause(error))}", error);

    // A file in a folder that is written whole has a sentence of its own already; the folder's replaces it.
    private static Exception Cause(Exception error) =>
        error is IOException { InnerException: { } inner and (IOException or UnauthorizedAccessException) } ? Cause(inner) : error;

    private static string Reason(string target, string temporary, Exception error) => error switch
    {
        { HResult: UnixDiskFull or WindowsDiskFull or WindowsHandleFull } => "the disk is full. Make room, or choose a folder on another disk.",
        _ when FileAbove(temporary) is { } file => $"{file} is a file, where a folder is needed. Choose another folder, or move the file away.",
        _ when Directory.Exists(target) && Path.GetDirectoryName(temporary) != target => "there is a folder of this name. Choose another name.",
        UnauthorizedAccessException or { HResult: UnixReadOnly or WindowsWriteProtected } =>
            "it may not be written. Choose another folder, change its permissions, or close the program that holds it open.",
        _ => $"{error.Message.Replace(temporary, target, StringComparison.Ordinal).TrimEnd('.')}. Check that the folder may be written and that no program holds the file open.",
    };

    // The first of the path's parents that is there, where it is a file.
    private static string? FileAbove(string path)
    {
        string? parent = Path.GetDirectoryName(path);
        return parent is null || Directory.Exists(parent) ? null : File.Exists(parent) ? parent : FileAbove(parent);
    }
}
