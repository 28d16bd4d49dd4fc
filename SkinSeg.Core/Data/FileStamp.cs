using System.Globalization;

namespace SkinSeg.Data;

/// <summary>By what a changed file is recognised without reading it.</summary>
/// <param name="Length">Bytes; −1 where there is no such file.</param>
/// <param name="Ticks">Time of the last change, in units of 100 ns, UTC.</param>
internal readonly record struct FileStamp(long Length, long Ticks)
{
    public static FileStamp Of(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? new(file.Length, file.LastWriteTimeUtc.Ticks) : new(-1, 0);
    }

    /// <summary>For example <c>81234 bytes of 2026-11-23 03:12:05Z</c>.</summary>
    public override string ToString() => Length < 0
        ? "no file"
        : string.Create(CultureInfo.InvariantCulture, $"{Length} bytes of {new DateTime(Ticks, DateTimeKind.Utc):u}");
}
