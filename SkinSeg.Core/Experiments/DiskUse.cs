namespace SkinSeg.Experiments;

/// <summary>Bytes that folders take.</summary>
internal static class DiskUse
{
    /// <summary>Sum of the lengths of all files below a folder; 0 where it is not there.</summary>
    public static long Of(string folder) => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)
        : 0;

    /// <summary>Bytes free on the disk that holds a folder, or would hold it.</summary>
    public static long FreeAt(string folder)
    {
        string full = Path.GetFullPath(folder);
        while (!Directory.Exists(full) && Path.GetDirectoryName(full) is { } parent)
        {
            full = parent;
        }

        return new DriveInfo(full).AvailableFreeSpace;
    }
}
