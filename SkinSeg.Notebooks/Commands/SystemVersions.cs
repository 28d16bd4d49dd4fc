using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace SkinSeg.Notebooks.Commands;

/// <summary>Versions of what the kit stands on; each is null where it cannot be told.</summary>
internal static partial class SystemVersions
{
    private const int SdkSeconds = 20; // a cold disk takes 2

    /// <summary>The kit's own, with the commit it was built from.</summary>
    public static string Of(Assembly assembly) =>
        assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? "unknown";

    /// <summary>What <c>dotnet --version</c> prints in this folder.</summary>
    public static string? Sdk()
    {
        try
        {
            var start = new ProcessStartInfo("dotnet", "--version") { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync();
            _ = process.StandardError.ReadToEndAsync(); // read, so that a talkative process does not wait
            if (!process.WaitForExit(TimeSpan.FromSeconds(SdkSeconds)))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }

            return process.ExitCode == 0 ? output.Result.Trim() : null;
        }
        catch (Exception error) when (error is Win32Exception or InvalidOperationException)
        {
            return null; // no dotnet on the path
        }
    }

    /// <summary>The C library of a Linux system, for example 2.36; null with another C library than GNU's.</summary>
    public static string? Glibc()
    {
        try
        {
            return OperatingSystem.IsLinux() ? Marshal.PtrToStringUTF8(GnuVersion()) : null;
        }
        catch (EntryPointNotFoundException)
        {
            return null; // musl
        }
    }

    /// <summary>The newest version of its symbols that the loaded C++ library of a Linux system offers, for example GLIBCXX_3.4.30.</summary>
    public static string? CppLibrary()
    {
        if (LoadedLibraries.PathOf("libstdc++.so") is not { } path || !File.Exists(path))
        {
            return null;
        }

        var versions = from match in SymbolVersion().Matches(Encoding.Latin1.GetString(File.ReadAllBytes(path))) select Version.Parse(match.Groups[1].Value);
        return versions.DefaultIfEmpty().Max() is { } newest ? $"GLIBCXX_{newest}" : null;
    }

    [DllImport("libc", EntryPoint = "gnu_get_libc_version")]
    private static extern nint GnuVersion();

    [GeneratedRegex(@"GLIBCXX_(3\.4\.\d+)\0")]
    private static partial Regex SymbolVersion();
}
