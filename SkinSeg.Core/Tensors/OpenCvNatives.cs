using System.Runtime.InteropServices;

namespace SkinSeg.Tensors;

/// <summary>Loads OpenCvSharp's native library; Linux only, elsewhere it loads by itself.</summary>
/// <remarks>
/// It asks for GTK 3 and what belongs to it, for windows that the kit never opens and that servers and small images of Debian do not have. Present libraries
/// are used; an empty one stands in for each absent one (<see cref="ElfStub"/>). A call of <c>Cv2.ImShow</c> would then end the process.
/// </remarks>
internal static class OpenCvNatives
{
    /// <summary>File name of the library on Linux.</summary>
    public const string Binding = "libOpenCvSharpExtern.so";

    /// <summary>What its windows need; nothing else in it does (a test looks).</summary>
    public static readonly IReadOnlyList<string> WindowLibraries =
    [
        "libatomic.so.1", "libfreetype.so.6", "libharfbuzz.so.0", "libgtk-3.so.0", "libgdk-3.so.0", "libpangocairo-1.0.so.0", "libpango-1.0.so.0",
        "libatk-1.0.so.0", "libcairo-gobject.so.2", "libcairo.so.2", "libgdk_pixbuf-2.0.so.0", "libgio-2.0.so.0", "libgobject-2.0.so.0",
        "libglib-2.0.so.0", "libdrm.so.2", "libX11.so.6",
    ];

    private static readonly Lazy<nint> Handle = new(LoadBinding);

    /// <summary>Where the packages' files lie.</summary>
    public static NativeFolders Folders
    {
        get
        {
            string path = typeof(OpenCvSharp.Mat).Assembly.Location;
            string? version = Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetDirectoryName(path)))); // in a package cache
            return new(path, $"opencvsharp4.official.runtime.{NativeFolders.Platform}", version ?? string.Empty);
        }
    }

    /// <summary>The loaded library; 0 if its file lies nowhere.</summary>
    /// <exception cref="DllNotFoundException">It cannot be loaded, with stand-ins or without.</exception>
    public static nint Load() => Handle.Value;

    private static nint LoadBinding()
    {
        if (Folders.Find(Binding) is not { } path)
        {
            return NativeLibrary.TryLoad(Binding, out nint handle) ? handle : 0; // somebody's own, in a folder that the system searches
        }

        try
        {
            ElfFile.RequireWhole(path);
            return NativeLibrary.TryLoad(path, out nint handle) ? handle : LoadWithoutWindows(path);
        }
        catch (Exception error) when (error is DllNotFoundException or InvalidDataException)
        {
            throw NativeFailure.Error(path, error);
        }
    }

    private static nint LoadWithoutWindows(string path)
    {
        ushort machine = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? (ushort)183 : (ushort)62; // EM_AARCH64, EM_X86_64
        string[] absent = [.. WindowLibraries.Where(static name => !NativeLibrary.TryLoad(name, out _))];
        foreach (string name in absent)
        {
            MemoryLibrary.Load(ElfStub.Create(name, machine), name, Path.GetDirectoryName(path)!);
        }

        nint handle = NativeLibrary.Load(path);
        string all = string.Join(", ", absent);
        NativeResolver.Note($"{path} asks for libraries that this system lacks, for windows that the kit never opens: empty ones in memory stand in ({all}).");
        return handle;
    }
}
