using System.Diagnostics;
using Xunit;

namespace SkinSeg.Tests.Support;

/// <summary>A disk of a few kilobytes, mounted in a folder; the test is skipped where none can be mounted.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public SmallDisk(int kilobytes)
    {
        Directory.CreateDirectory(Path);
        if (!OperatingSystem.IsLinux() || !Run("mount", "-t", "tmpfs", "-o", $"size={kilobytes}k", "tmpfs", Path))
        {
            folder.Dispose();
            Assert.Skip("no small disk can be mounted here");
        }
    }

    public string Path => folder["disk"];

    /// <summary>Whether the disk could be made read-only, or writable again.</summary>
    public bool SetReadOnly(bool value) => Run("mount", "-o", value ? "remount,ro" : "remount,rw", Path);

    public void Dispose()
    {
        Run("umount", Path);
        folder.Dispose();
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
