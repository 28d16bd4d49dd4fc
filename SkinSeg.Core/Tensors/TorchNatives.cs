using System.Reflection;
using System.Runtime.InteropServices;

namespace SkinSeg.Tensors;

/// <summary>Loads libtorch and TorchSharp's binding to it; Linux only, elsewhere they load by themselves.</summary>
/// <remarks>
/// The binding asks for GLIBCXX_3.4.32, which Debian 12, Ubuntu 22.04 and RHEL 9 lack and which it does not use (<see cref="ElfVersionNeeds"/>). Its file is
/// never changed: it is a hard link into the package cache, which other programs use.
/// </remarks>
internal static class TorchNatives
{
    /// <summary>File name of TorchSharp's binding on Linux.</summary>
    public const string Binding = "libLibTorchSharp.so";

    private const string UnmetVersion = "GLIBCXX_3.4.32";
    private const string UnusedSymbol = "_ZSt21ios_base_library_initv";

    // In the order of need. libtorch.so of a CUDA build brings that build's other parts with it.
    private static readonly string[] Libraries = ["libc10.so", "libtorch_cpu.so", "libtorch.so"];

    private static readonly Lazy<bool> Preloaded = new(LoadLibraries);
    private static readonly Lazy<nint> Handle = new(LoadBinding);

    /// <summary>Where the packages' files lie.</summary>
    public static NativeFolders Folders
    {
        get
        {
            // A constant of the class: reading its property would start TorchSharp, which is what we are preparing.
            var torch = typeof(TorchSharp.torch);
            object? constant = torch.GetField("libtorchPackageVersion", BindingFlags.NonPublic | BindingFlags.Static)?.GetRawConstantValue();
            string version = Version.TryParse(constant as string, out var all) ? all.ToString(all.Revision > 0 ? 4 : 3) : string.Empty; // 2.10.0.0 lies in 2.10.0
            return new(torch.Assembly.Location, $"libtorch-cpu-{NativeFolders.Platform}", version);
        }
    }

    /// <summary>Brings our libtorch into the process by its full path, before anybody looks for one by name and finds the system's.</summary>
    /// <exception cref="DllNotFoundException">It is there but cannot be loaded.</exception>
    public static void Preload() => _ = OperatingSystem.IsLinux() && Preloaded.Value;

    /// <summary>
    /// The same when <paramref name="loaded"/> is TorchSharp and the host does not know where our libraries lie: a script host would search the system first.
    /// </summary>
    public static void PreloadForScripts(Assembly loaded)
    {
        try
        {
            if (loaded.GetName().Name == "TorchSharp" && Folders.Find("libtorch_cpu.so") is { } path
                && !NativeFolders.KnownToHost.Contains(Path.GetDirectoryName(path)))
            {
                Preload();
            }
        }
        catch (DllNotFoundException)
        {
            // Loading an assembly is no place to fail: NativeLibraries.EnsureLoaded throws the same error again, to somebody who asked.
        }
    }

    /// <summary>The loaded binding; 0 if its file lies nowhere.</summary>
    /// <exception cref="DllNotFoundException">It cannot be loaded, mended or not.</exception>
    public static nint Load() => Handle.Value;

    private static bool LoadLibraries()
    {
        foreach (string path in Libraries.Select(Folders.Find).OfType<string>())
        {
            Load(path);
        }

        return true;
    }

    private static nint LoadBinding()
    {
        Preload();
        if (Folders.Find(Binding) is not { } path)
        {
            return NativeLibrary.TryLoad(Binding, out nint handle) ? handle : 0; // somebody's own, in a folder that the system searches
        }

        try
        {
            ElfFile.RequireWhole(path);
            return NativeLibrary.Load(path);
        }
        catch (DllNotFoundException error)
        {
            return LoadMended(path, error);
        }
        catch (InvalidDataException error)
        {
            throw NativeFailure.Error(path, error);
        }
    }

    private static void Load(string path)
    {
        try
        {
            ElfFile.RequireWhole(path);
            NativeLibrary.Load(path);
        }
        catch (Exception error) when (error is DllNotFoundException or InvalidDataException)
        {
            throw NativeFailure.Error(path, error);
        }
    }

    private static nint LoadMended(string path, DllNotFoundException original)
    {
        nint handle;
        try
        {
            byte[] mended = ElfVersionNeeds.WithOptional(File.ReadAllBytes(path), path, UnmetVersion, UnusedSymbol);
            handle = MemoryLibrary.Load(mended, Binding, Path.GetDirectoryName(path)!);
        }
        catch (InvalidDataException error)
        {
            throw NativeFailure.Error(path, original.Message.Contains(UnmetVersion, StringComparison.Ordinal) ? error : original);
        }
        catch (DllNotFoundException error)
        {
            throw NativeFailure.Error(path, error);
        }

        NativeResolver.Note($"{path} asks for {UnmetVersion}, which this system lacks and nothing in it uses: loaded as a copy in memory that does without.");
        return handle;
    }
}
