using System.Diagnostics;

namespace SkinSeg.Notebooks.Commands;

/// <summary>The native libraries in this process, and libtorches that lie elsewhere on the system.</summary>
internal static class LoadedLibraries
{
    private const string InMemory = "/memfd:";

    // Parts of file names, without what platforms put before and after them.
    private static readonly string[] Ours = ["c10", "torch_cpu", "torch_cuda", "LibTorchSharp", "OpenCvSharpExtern"];

    /// <summary>The libraries of libtorch and OpenCV that this process uses: full paths, and names of those in memory.</summary>
    public static IReadOnlyList<string> Paths() =>
    [
        .. from path in All()
           where Ours.Contains(Stem(path), StringComparer.OrdinalIgnoreCase)
           orderby Array.IndexOf(Ours, Stem(path)), path
           select path.StartsWith(InMemory, StringComparison.Ordinal) ? $"{path[InMemory.Length..].Split(' ')[0]}, a copy in memory" : path,
    ];

    /// <summary>Full path of the first loaded library whose file name starts with <paramref name="prefix"/>; null if none is loaded.</summary>
    public static string? PathOf(string prefix) =>
        All().FirstOrDefault(path => Path.GetFileName(path).StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>Folders with a copy of libtorch that a Linux system searches by itself.</summary>
    public static IReadOnlyList<string> SystemTorches()
    {
        if (!OperatingSystem.IsLinux())
        {
            return [];
        }

        string[] folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib", "/usr/local/lib"];
        string[] extra = (Environment.GetEnvironmentVariable("LD_LIBRARY_PATH") ?? string.Empty).Split(':', StringSplitOptions.RemoveEmptyEntries);
        return [.. folders.Concat(extra).Where(static folder => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "libtorch_cpu.so*").Any())];
    }

    private static IEnumerable<string> All()
    {
        const string Map = "/proc/self/maps"; // address, rights, …, and from column 6 the path, if any
        return OperatingSystem.IsLinux() && File.Exists(Map)
            ? (from line in File.ReadLines(Map) let start = line.IndexOf('/') where start >= 0 select line[start..]).Distinct()
            : from ProcessModule module in Process.GetCurrentProcess().Modules where module.FileName is not null select module.FileName;
    }

    // libc10.so and c10.dll are c10; "/memfd:libc10.so (deleted)" is a library in memory.
    private static string Stem(string path)
    {
        string name = Path.GetFileName(path.Replace(InMemory, "/", StringComparison.Ordinal)).Split('.')[0];
        return name.StartsWith("lib", StringComparison.Ordinal) && name.Length > 3 ? name[3..] : name;
    }
}
