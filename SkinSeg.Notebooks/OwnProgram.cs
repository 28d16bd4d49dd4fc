using System.Runtime.InteropServices;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks;

/// <summary>How this program is started once more: by a process of its own, or by a task of a job array.</summary>
internal static class OwnProgram
{
    /// <summary>Path of the program's library.</summary>
    public static string Library => typeof(OwnProgram).Assembly.Location;

    /// <summary>The runtime's host and the arguments before the verb, with whole paths; null where the library is used without its program, as in a notebook of another host.</summary>
    public static ValueList<string>? Find() =>
        File.Exists(Path.ChangeExtension(Library, ".runtimeconfig.json")) ? [RuntimeHost(), "exec", Library] : null;

    // The 'dotnet' that belongs to the runtime this process runs on, three folders above its libraries; else the one on the path.
    private static string RuntimeHost()
    {
        string name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        string host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(host) ? host : name;
    }
}
