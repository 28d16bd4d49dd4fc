using OpenCvSharp;
using SkinSeg.Tensors;
using TorchSharp;

namespace SkinSeg.Notebooks.Commands;

/// <summary>The doctor's tries: each returns what it found, or throws. Tests put failing ones in their place.</summary>
internal sealed record DoctorProbes
{
    /// <summary>Loads libtorch and multiplies two matrices.</summary>
    public Func<string> Torch { get; init; } = TryTorch;

    /// <summary>Loads OpenCV and writes an image to PNG and back.</summary>
    public Func<string> OpenCv { get; init; } = TryOpenCv;

    /// <summary>The version of the SDK, or null.</summary>
    public Func<string?> Sdk { get; init; } = SystemVersions.Sdk;

    private static string TryTorch()
    {
        NativeLibraries.EnsureTorch();
        using var scope = torch.NewDisposeScope();
        float sum = torch.ones(2, 3).matmul(torch.ones(3, 2)).sum().item<float>(); // four products of three ones
        return sum == 12
            ? $"{TorchRuntime.Version} (TorchSharp {SystemVersions.Of(typeof(torch).Assembly).Split('+')[0]}) multiplies matrices"
            : throw new InvalidOperationException($"The sum of a product of matrices of ones is 12, but libtorch says {sum}.");
    }

    private static string TryOpenCv()
    {
        NativeLibraries.EnsureOpenCv();
        using var image = new Mat(2, 3, MatType.CV_8UC3, new OpenCvSharp.Scalar(1, 2, 3));
        Cv2.ImEncode(".png", image, out byte[] bytes);
        using var back = Cv2.ImDecode(bytes, ImreadModes.Color);
        return back.Get<Vec3b>(1, 2) == new Vec3b(1, 2, 3)
            ? $"{Cv2.GetVersionString()} (OpenCvSharp {SystemVersions.Of(typeof(Mat).Assembly).Split('+')[0]}) writes and reads a PNG"
            : throw new InvalidOperationException("A PNG that OpenCV wrote is read with other colors.");
    }
}
