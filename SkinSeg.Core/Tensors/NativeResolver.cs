using System.Reflection;
using System.Runtime.Loader;

namespace SkinSeg.Tensors;

/// <summary>Answers .NET when it finds no native library that loads, on Linux; so a library is loaded, and mended, only when somebody uses it.</summary>
internal static class NativeResolver
{
    private static readonly Lock Gate = new();
    private static readonly List<string> Notes = [];

    /// <summary>What was mended so far, one sentence each.</summary>
    public static IReadOnlyList<string> Mended
    {
        get
        {
            lock (Gate)
            {
                return [.. Notes];
            }
        }
    }

    /// <summary>Starts answering; loads nothing itself.</summary>
    public static void Install()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        AssemblyLoadContext.Default.ResolvingUnmanagedDll += Resolve;
        if (AssemblyLoadContext.GetLoadContext(typeof(NativeResolver).Assembly) is { } own && own != AssemblyLoadContext.Default)
        {
            own.ResolvingUnmanagedDll += Resolve; // a plug-in or a script host loaded the kit into a context of its own
        }

        AppDomain.CurrentDomain.AssemblyLoad += static (_, e) => TorchNatives.PreloadForScripts(e.LoadedAssembly);
        foreach (var assembly in AppDomain.CurrentDomain.GetAssemblies())
        {
            TorchNatives.PreloadForScripts(assembly);
        }
    }

    /// <summary>Adds to <see cref="Mended"/>.</summary>
    public static void Note(string sentence)
    {
        lock (Gate)
        {
            Notes.Add(sentence);
        }
    }

    private static nint Resolve(Assembly assembly, string name) => name switch
    {
        "LibTorchSharp" => TorchNatives.Load(),
        "OpenCvSharpExtern" => OpenCvNatives.Load(),
        _ => 0,
    };
}
