using System.Globalization;
using System.Text.Json;

namespace SkinSeg.Experiments;

/// <summary>Who holds a lock, and a number that its holder counts up while it lives.</summary>
/// <param name="Token">Differs for every taking.</param>
/// <param name="Machine">Name of the machine; on Linux also what tells two containers of one name apart.</param>
/// <param name="Process">Number of the process there.</param>
/// <param name="Beat">Counted up by the holder.</param>
internal sealed record LockOwner(string Token, string Machine, int Process, long Beat)
{
    /// <summary>This process, for one taking.</summary>
    public static LockOwner Here() => new(Guid.NewGuid().ToString("N"), MachineName, Environment.ProcessId, 0);

    // Process numbers mean something within one boot and one namespace only.
    private static string MachineName { get; } = string.Join(' ', new[] { Environment.MachineName, Boot(), Namespace() }.Where(part => part.Length > 0));

    /// <summary>The holder of a lock without a readable text.</summary>
    public static LockOwner Unknown { get; } = new(string.Empty, string.Empty, 0, 0);

    /// <summary>Whether it was a process of this machine that has ended: it cannot come back.</summary>
    public bool HasEnded => Machine == MachineName && !IsRunning(Process);

    /// <summary>The owner that a lock's text names; one without a token where the text is still being written, or damaged.</summary>
    public static LockOwner Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<LockOwner>(text) is { Token.Length: > 0, Machine: not null } owner ? owner : Unknown;
        }
        catch (JsonException)
        {
            return Unknown;
        }
    }

    /// <summary>As it stands in the lock's file.</summary>
    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>For example <c>process 4711 on node3</c>.</summary>
    public override string ToString() => Token.Length == 0
        ? "somebody unknown"
        : string.Create(CultureInfo.InvariantCulture, $"process {Process} on {Machine.Split(' ')[0]}");

    private static bool IsRunning(int process)
    {
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return true; // somebody else's process, which Windows shows to nobody
        }
    }

    private static string Boot() => OperatingSystem.IsLinux() && File.Exists("/proc/sys/kernel/random/boot_id")
        ? File.ReadAllText("/proc/sys/kernel/random/boot_id").Trim()
        : string.Empty;

    private static string Namespace() => OperatingSystem.IsLinux() ? new FileInfo("/proc/self/ns/pid").LinkTarget ?? string.Empty : string.Empty;
}
