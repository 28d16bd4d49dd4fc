using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace SkinSeg.Tensors;

/// <summary>Loads the two native bindings where .NET's own search could not, on Linux; elsewhere they load by themselves.</summary>
/// <remarks>
/// libLibTorchSharp.so asks for GLIBCXX_3.4.32, which Debian 12, Ubuntu 22.04 and RHEL 9 lack and which it does not use (<see cref="ElfVersionNeeds"/>);
/// libOpenCvSharpExtern.so asks for GTK 3 and what belongs to it, for windows that the kit never opens (<see cref="ElfStub"/>).
/// The packages' files are never changed: they are hard links into the package cache, which other programs use.
/// </remarks>
internal static class NativeResolver
{
    /// <summary>File name of TorchSharp's binding on Linux.</summary>
    public const string TorchBinding = "libLibTorchSharp.so";

    /// <summary>File name of OpenCvSharp's binding on Linux.</summary>
    public const string OpenCvBinding = "libOpenCvSharpExtern.so";

    // What OpenCV's windows need. Present ones are used; an empty library stands in for each absent one. A call of cv::imshow would then end the process.
    internal static readonly string[] WindowLibraries =
    [
        "libatomic.so.1", "libfreetype.so.6", "libharfbuzz.so.0", "libgtk-3.so.0", "libgdk-3.so.0", "libpangocairo-1.0.so.0", "libpango-1.0.so.0",
        "libatk-1.0.so.0", "libcairo-gobject.so.2", "libcairo.so.2", "libgdk_pixbuf-2.0.so.0", "libgio-2.0.so.0", "libgobject-2.0.so.0",
        "libglib-2.0.so.0", "libdrm.so.2", "libX11.so.6",
    ];

    private static readonly Lazy<bool> Torch = new(LoadTorch);
    private static readonly Lazy<nint> TorchHandle = new(LoadTorchBinding);
    private static readonly Lazy<nint> OpenCvHandle = new(LoadOpenCvBinding);
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

    /// <summary>Makes .NET ask here when it finds no native library that loads.</summary>
    public static void Install()
    {
        if (OperatingSystem.IsLinux())
        {
            AssemblyLoadContext.Default.ResolvingUnmanagedDll += Resolve;
            if (AssemblyLoadContext.GetLoadContext(typeof(NativeResolver).Assembly) is { } own && own != AssemblyLoadContext.Default)
            {
                own.ResolvingUnmanagedDll += Resolve; // a plug-in or a script host loaded the kit into a context of its own
            }
        }
    }

    /// <summary>Brings our libtorch into the process before anybody looks for one elsewhere.</summary>
    public static void PreloadTorch() => _ = OperatingSystem.IsLinux() && Torch.Value;

    /// <summary>Full path of a library of either package; null if it lies nowhere.</summary>
    public static string? PathOf(string fileName) => TorchFolders().Find(fileName) ?? OpenCvFolders().Find(fileName);

    private static nint Resolve(Assembly assembly, string name) => name switch
    {
        "LibTorchSharp" => TorchHandle.Value,
        "OpenCvSharpExtern" => OpenCvHandle.Value,
        _ => 0,
    };

    private static bool LoadTorch()
    {
        // In the order of need, each by its full path: a later search by name then finds these. libtorch.so of a CUDA build brings its parts itself.
        foreach (string name in new[] { "libc10.so", "libtorch_cpu.so", "libtorch.so" })
        {
            if (TorchFolders().Find(name) is { } path)
            {
                LoadOrExplain(path);
            }
        }

        return true;
    }

    private static nint LoadTorchBinding()
    {
        PreloadTorch();
        if (TorchFolders().Find(TorchBinding) is not { } path)
        {
            return 0;
        }

        if (NativeLibrary.TryLoad(path, out nint handle))
        {
            return handle;
        }

        const string Unmet = "GLIBCXX_3.4.32";
        byte[] mended = ElfVersionNeeds.WithOptional(File.ReadAllBytes(path), path, Unmet, "_ZSt21ios_base_library_initv");
        handle = Explained(path, () => MemoryLibrary.Load(mended, TorchBinding, Path.GetDirectoryName(path)!));
        Note($"{TorchBinding} asks for {Unmet}, which the C++ library of this system lacks and which is not used: loaded as a copy in memory that does without.");
        return handle;
    }

    private static nint LoadOpenCvBinding()
    {
        if (OpenCvFolders().Find(OpenCvBinding) is not { } path)
        {
            return 0;
        }

        ushort machine = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? (ushort)183 : (ushort)62;
        string[] absent = [.. WindowLibraries.Where(name => !NativeLibrary.TryLoad(name, out _))];
        foreach (string name in absent)
        {
            _ = Explained(path, () => MemoryLibrary.Load(ElfStub.Create(name, machine), name, Path.GetDirectoryName(path)!));
        }

        nint handle = Explained(path, () => NativeLibrary.Load(path));
        if (absent.Length > 0)
        {
            Note($"{OpenCvBinding} asks for {string.Join(", ", absent)}, for windows that the kit never opens: empty libraries in memory stand in.");
        }

        return handle;
    }

    private static void LoadOrExplain(string path) => _ = Explained(path, () => NativeLibrary.Load(path));

    private static nint Explained(string path, Func<nint> load)
    {
        try
        {
            return load();
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw NativeFailure.Of(path, error);
        }
    }

    private static void Note(string sentence)
    {
        lock (Gate)
        {
            Notes.Add(sentence);
        }
    }

    private static NativeFolders TorchFolders()
    {
        // A constant of the class: reading its property would start TorchSharp, which is what we are preparing.
        var torch = typeof(TorchSharp.torch);
        object? constant = torch.GetField("libtorchPackageVersion", BindingFlags.NonPublic | BindingFlags.Static)?.GetRawConstantValue();
        string version = Version.TryParse(constant as string, out var parts) ? parts.ToString(parts.Revision > 0 ? 4 : 3) : string.Empty; // 2.10.0.0: folder 2.10.0
        return new(torch.Assembly.Location, $"libtorch-cpu-{NativeFolders.Platform}", version);
    }

    private static NativeFolders OpenCvFolders()
    {
        string path = typeof(OpenCvSharp.Mat).Assembly.Location;
        string release = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(path)))) ?? string.Empty; // as in the package cache
        return new(path, $"opencvsharp4.official.runtime.{NativeFolders.Platform}", release);
    }
}
