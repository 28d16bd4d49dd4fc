using SkinSeg.Imaging;
using SkinSeg.Primitives;
using TorchSharp;
using static TorchSharp.torch;

namespace SkinSeg.Tensors;

/// <summary>The border between images and tensors. Pixels are copied, never shared; the caller owns the tensors.</summary>
public static class ImageTensors
{
    /// <summary>Images of one size → N×3×H×W, float32, preprocessed; in memory the channels of a pixel stay side by side.</summary>
    /// <exception cref="ArgumentException">There is no image, or sizes differ.</exception>
    public static Tensor ToTensor(IReadOnlyList<RgbImage> images, Preprocessing preprocessing, Device device)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(preprocessing);
        NativeLibraries.EnsureLoaded();
        var size = CommonSize([.. images.Select(image => image.Size)]);
        using var scope = NewDisposeScope();
        byte[] pixels = Join(images.Select(image => image.Values), images.Count * 3 * size.Area);
        var x = tensor(pixels, [images.Count, size.Height, size.Width, 3]).to(device).permute(0, 3, 1, 2).to(ScalarType.Float32); // N×3×H×W
        var subtract = Channels(preprocessing.Subtract, device);
        var divide = Channels(preprocessing.Divide, device);
        x = (x - subtract) / divide;
        x = preprocessing.BlueFirst ? x.flip(1) : x;
        return x.MoveToOuterDisposeScope();
    }

    /// <summary>Masks of one size → N×1×H×W, float32 in {0, 1}.</summary>
    /// <exception cref="ArgumentException">There is no mask, or sizes differ.</exception>
    public static Tensor ToTensor(IReadOnlyList<Mask> masks, Device device)
    {
        ArgumentNullException.ThrowIfNull(masks);
        NativeLibraries.EnsureLoaded();
        var size = CommonSize([.. masks.Select(mask => mask.Size)]);
        using var scope = NewDisposeScope();
        byte[] pixels = Join(masks.Select(mask => mask.Values), masks.Count * size.Area);
        using Scalar set = Mask.Set;
        var x = tensor(pixels, [masks.Count, 1, size.Height, size.Width]).to(device).to(ScalarType.Float32).div(set); // N×1×H×W
        return x.MoveToOuterDisposeScope();
    }

    /// <summary>Logits N×1×H×W → N probability maps: sigmoid, then quantised.</summary>
    /// <exception cref="ArgumentException">The shape is another, or a value is NaN.</exception>
    public static IReadOnlyList<ProbabilityMap> ToProbabilityMaps(Tensor logits)
    {
        ArgumentNullException.ThrowIfNull(logits);
        if (logits.dim() != 4 || logits.shape[1] != 1)
        {
            throw new ArgumentException($"Expected logits N×1×H×W, got {Require.Text(logits.shape)}.", nameof(logits));
        }

        var size = new ImageSize((int)logits.shape[2], (int)logits.shape[3]);
        using var scope = NewDisposeScope();
        var p = logits.detach().to(ScalarType.Float32).sigmoid();
        if (p.isnan().any().item<bool>())
        {
            int first = (int)p.isnan().flatten().to(ScalarType.Byte).argmax().item<long>(); // the first of equal ones
            throw new InvalidMapException(new(first / size.Area, first % size.Area / size.Width, first % size.Width));
        }

        using Scalar one = ProbabilityMap.One; // held until the end of the call, as in Scalars
        int[] values = p.mul(one).round().to(ScalarType.Int32).cpu().contiguous().data<int>().ToArray();
        return [.. values.Chunk(size.Area).Select(map => new ProbabilityMap(size, Array.ConvertAll(map, value => (ushort)value)))];
    }

    private static ImageSize CommonSize(ImageSize[] sizes) => sizes.Distinct().Count() == 1
        ? sizes[0]
        : throw new ArgumentException($"Expected at least one image and one size, got [{string.Join(", ", sizes.Distinct())}]; resize the images first.");

    private static byte[] Join(IEnumerable<byte[]> parts, int length)
    {
        var all = new byte[length];
        int at = 0;
        foreach (byte[] part in parts)
        {
            part.CopyTo(all, at);
            at += part.Length;
        }

        return all;
    }

    private static Tensor Channels(ValueList<double> values, Device device) =>
        tensor([.. values.Select(value => (float)value)], [1, values.Count, 1, 1], device: device);
}
