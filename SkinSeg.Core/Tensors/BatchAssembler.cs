using SkinSeg.Primitives;
using TorchSharp;
using static TorchSharp.torch;

namespace SkinSeg.Tensors;

/// <summary>Makes the tensors of batches from joined bytes: one copy in, one pass each to subtract, divide and round, and no change of order.</summary>
/// <remarks>The bytes lie N×H×W×3, which is channels-last already. The numbers are those of <see cref="ImageTensors"/> to the last bit.</remarks>
internal sealed class BatchAssembler : IDisposable
{
    private readonly ImageSize size;
    private readonly BatchFormat format;
    private readonly bool blueFirst;
    private readonly Tensor subtract;
    private readonly Tensor divide;

    /// <summary>An assembler for images of one size; lives on one thread and owns two tensors of that size.</summary>
    public BatchAssembler(Preprocessing preprocessing, ImageSize size, Device device, BatchFormat format)
    {
        NativeLibraries.EnsureLoaded();
        this.size = size;
        this.format = format;
        blueFirst = preprocessing.BlueFirst;
        subtract = Spread(preprocessing.Subtract, size, device);
        divide = Spread(preprocessing.Divide, size, device);
    }

    /// <summary>The first <paramref name="count"/> images → N×3×H×W, preprocessed, in the format; the caller owns the tensor.</summary>
    /// <param name="pixels">Images one after another, row by row, red first.</param>
    /// <param name="count">N.</param>
    public Tensor Images(byte[] pixels, int count)
    {
        using var scope = NewDisposeScope();
        var x = Floats(pixels, count, 3);                  // N×(H·W·3)
        x.sub_(subtract).div_(divide);
        x = x.view(count, size.Height, size.Width, 3);     // N×H×W×3
        x = blueFirst ? x.flip(3) : x;
        x = x.to_type(format.Precision).permute(0, 3, 1, 2); // N×3×H×W, channels last
        return (format.ChannelsLast ? x.alias() : x.contiguous().alias()).MoveToOuterDisposeScope();
    }

    /// <summary>The first <paramref name="count"/> masks → N×1×H×W, float32 in {0, 1}; the caller owns the tensor.</summary>
    /// <param name="pixels">Masks one after another: 0 or 255.</param>
    /// <param name="count">N.</param>
    public Tensor Masks(byte[] pixels, int count)
    {
        using var scope = NewDisposeScope();
        using Scalar set = Mask.Set; // held until the end of the call, as in Scalars
        return Floats(pixels, count, 1).div_(set).view(count, 1, size.Height, size.Width).MoveToOuterDisposeScope(); // N×1×H×W
    }

    public void Dispose()
    {
        subtract.Dispose();
        divide.Dispose();
    }

    // Small operands would be walked through three by three; one value per pixel and channel lets whole rows be done at once.
    private static Tensor Spread(ValueList<double> values, ImageSize size, Device device)
    {
        using var scope = NewDisposeScope();
        var channels = tensor([.. values.Select(value => (float)value)], [1, values.Count], device: device);
        return channels.repeat(size.Area, 1).view(size.Area * values.Count).DetachFromDisposeScope(); // H·W·3
    }

    private Tensor Floats(byte[] pixels, int count, int channels)
    {
        long length = (long)count * channels * size.Area;
        var bytes = frombuffer(pixels, ScalarType.Byte, length); // shares the buffer: it must not outlive this call
        return bytes.to(subtract.device).to_type(ScalarType.Float32).view(count, channels * size.Area); // N×(H·W·C)
    }
}
