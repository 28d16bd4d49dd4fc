using System.Runtime.InteropServices;

namespace SkinSeg.Tensors;

/// <summary>Where the native libraries of a package lie: beside a program, or in a package cache when a script host loads us from there.</summary>
/// <param name="AssemblyPath">Path of the .NET assembly that uses the libraries; empty if it has none.</param>
/// <param name="NativePackage">The package that brings them, in lower case, for example libtorch-cpu-linux-x64.</param>
/// <param name="NativeVersion">That package's version.</param>
internal sealed record NativeFolders(string AssemblyPath, string NativePackage, string NativeVersion)
{
    /// <summary>The platform's name in packages, for example linux-x64.</summary>
    public static string Platform { get; } = (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")
        + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    /// <summary>Where .NET itself looks first, from the program's .deps.json; without the program's own libraries in a script host.</summary>
    public static IReadOnlyList<string> KnownToHost { get; } =
        [.. from folder in Split(AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string) select Path.TrimEndingDirectorySeparator(folder)];

    /// <summary>The folders to look in, best first.</summary>
    public IReadOnlyList<string> All => [.. KnownToHost.Concat(Beside()).Concat(InPackageCache()).Distinct()];

    /// <summary>The full path of a library, or null if it lies in none of the folders.</summary>
    /// <param name="fileName">For example libtorch_cpu.so.</param>
    public string? Find(string fileName) => All.Select(folder => Path.Combine(folder, fileName)).FirstOrDefault(File.Exists);

    private IEnumerable<string> Beside() =>
        from start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(AssemblyPath) }
        where !string.IsNullOrEmpty(start)
        from folder in new[] { start, Natives(start) }
        select folder;

    // A cache holds package/version/lib/framework/x.dll, and natives in package/version/runtimes/platform/native of the same or a neighbouring package.
    private IEnumerable<string> InPackageCache()
    {
        string? library = Path.GetDirectoryName(Path.GetDirectoryName(AssemblyPath));
        if (!string.Equals(Path.GetFileName(library), "lib", StringComparison.OrdinalIgnoreCase) || Path.GetDirectoryName(library) is not { } version)
        {
            return [];
        }

        string cache = Path.Combine(version, "..", "..");
        return [Natives(version), Path.GetFullPath(Natives(Path.Combine(cache, NativePackage, NativeVersion)))];
    }

    private static string[] Split(string? list) => (list ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static string Natives(string folder) => Path.Combine(folder, "runtimes", Platform, "native");
}
