using OpenCvSharp;
using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using TorchSharp;
using Xunit;

namespace SkinSeg.Tests.Tensors;

public sealed class NativeLibraryTests
{
    [Fact]
    [NoTensorLeak]
    public void Torch_loads_and_computes()
    {
        NativeLibraries.EnsureLoaded();
        using var scope = torch.NewDisposeScope();

        var product = torch.arange(4, dtype: torch.float32).reshape(2, 2).matmul(torch.ones(2, 2)); // [[0, 1], [2, 3]] × ones

        Assert.Equal([1f, 1f, 5f, 5f], product.data<float>().ToArray());
    }

    [Fact]
    public void OpenCV_loads_and_a_PNG_survives_the_round_trip()
    {
        NativeLibraries.EnsureOpenCv();
        using var image = new Mat(2, 3, MatType.CV_8UC3, new OpenCvSharp.Scalar(1, 2, 3));

        Assert.True(Cv2.ImEncode(".png", image, out byte[] bytes));
        using var back = Cv2.ImDecode(bytes, ImreadModes.Color);

        Assert.Equal(new Vec3b(1, 2, 3), back.At<Vec3b>(1, 2));
    }

    [Fact]
    public void Loading_may_be_asked_for_again_and_from_many_threads()
    {
        Parallel.For(0, 8, static _ => NativeLibraries.EnsureLoaded());

        Assert.Equal(NativeLibraries.Mended.Distinct(), NativeLibraries.Mended);
    }

    [Fact]
    public void No_copy_of_the_libraries_is_left_beside_the_program()
    {
        NativeLibraries.EnsureLoaded();

        Assert.False(Directory.Exists(Path.Combine(AppContext.BaseDirectory, "cpu")));
        string[] strays = Directory.GetFiles(AppContext.BaseDirectory, $"*{Environment.ProcessId}-*", SearchOption.AllDirectories);
        Assert.Empty(strays);
    }
}
