using OpenCvSharp;
using TorchSharp;

namespace SkinSeg.Tensors;

/// <summary>Loads libtorch and OpenCV also on systems that their packages were not built for, and says clearly what is missing where that fails.</summary>
/// <remarks>
/// Programs that use only a part of the kit load only what that part needs: whatever touches a library first, the kit's resolver
/// (<see cref="NativeResolver"/>) mends that library's loading. Call <see cref="EnsureLoaded"/> to have both at once, and a clear message if that fails.
/// </remarks>
public static class NativeLibraries
{
    private static readonly Lazy<string> Torch = new(StartTorch);
    private static readonly Lazy<string> OpenCv = new(StartOpenCv);

    /// <summary>What had to be mended to load the libraries on this system, one sentence each; empty where nothing had to be.</summary>
    public static IReadOnlyList<string> Mended => NativeResolver.Mended;

    /// <summary>Loads both libraries. May be called from any thread, any number of times; only the first call does anything.</summary>
    /// <exception cref="DllNotFoundException">A library cannot be loaded: the message names the file, what it needs and the command that mends it.</exception>
    public static void EnsureLoaded()
    {
        EnsureTorch();
        EnsureOpenCv();
    }

    /// <summary>Loads libtorch (460 MB) and starts TorchSharp.</summary>
    /// <inheritdoc cref="EnsureLoaded"/>
    public static void EnsureTorch() => _ = Torch.Value;

    /// <summary>Loads OpenCV (110 MB).</summary>
    /// <inheritdoc cref="EnsureLoaded"/>
    public static void EnsureOpenCv() => _ = OpenCv.Value;

    // TorchSharp looks for "torch_cpu" in the system's folders too, where Debian's python3-torch puts another version, and copies half a gigabyte beside itself
    // when its binding does not load: both are in the process before it looks.
    private static string StartTorch() => Start(TorchNatives.Binding, TorchNatives.Folders, static () =>
    {
        Require(TorchNatives.Load, TorchNatives.Binding);
        torch.InitializeDeviceType(DeviceType.CPU);
        return torch.__version__;
    });

    private static string StartOpenCv() => Start(OpenCvNatives.Binding, OpenCvNatives.Folders, static () =>
    {
        Require(OpenCvNatives.Load, OpenCvNatives.Binding);
        return Cv2.GetVersionString() ?? string.Empty;
    });

    private static void Require(Func<nint> load, string library)
    {
        if (OperatingSystem.IsLinux() && load() == 0)
        {
            throw new DllNotFoundException(library);
        }
    }

    private static string Start(string library, NativeFolders folders, Func<string> start)
    {
        try
        {
            return start();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            throw NativeFailure.Error(folders.Find(library) ?? library, error);
        }
    }
}
