using System.Globalization;
using static TorchSharp.torch;

namespace SkinSeg.Tensors;

/// <summary>Shape checks at the kit's public doors; each message says what was expected, what was found and what to do.</summary>
internal static class Require
{
    /// <summary>An image batch N×C×H×W of floating-point values whose sides divide by <paramref name="stride"/>.</summary>
    /// <exception cref="ArgumentException">Another number of dimensions or channels, another kind of number, or a side that does not divide.</exception>
    public static void ImageBatch(Tensor image, int channels, int stride)
    {
        ArgumentNullException.ThrowIfNull(image);
        long[] shape = image.shape;
        if (shape.Length != 4 || shape[1] != channels || shape[0] < 1)
        {
            throw new ArgumentException($"Expected an image batch N×{channels}×H×W, got {Text(shape)}.", nameof(image));
        }

        if (!image.is_floating_point())
        {
            throw new ArgumentException($"Expected floating-point values, got {image.dtype}; preprocess the image first.", nameof(image));
        }

        if (shape[2] < 1 || shape[3] < 1 || shape[2] % stride != 0 || shape[3] % stride != 0)
        {
            long height = Padded(shape[2], stride);
            long width = Padded(shape[3], stride);
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Height and width must be multiples of {stride}, got {shape[2]}×{shape[3]}; pad or resize the image to {height}×{width}."),
                nameof(image));
        }
    }

    /// <summary>An image batch that a network with such weights computes: of their precision, or of 16 bits.</summary>
    /// <exception cref="ArgumentException">One of the two has 32 bits and the other 64.</exception>
    public static void Precision(Tensor image, ScalarType weights)
    {
        if ((image.dtype, weights) is (ScalarType.Float64, ScalarType.Float32) or (ScalarType.Float32, ScalarType.Float64))
        {
            throw new ArgumentException(
                $"Expected values of {weights}, as the network's weights are, or of 16 bits, got {image.dtype}; convert the image (to_type) or the network (to).", nameof(image));
        }
    }

    /// <summary>Two tensors of one shape, as logits and their target are.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static void SameShape(Tensor logits, Tensor target)
    {
        ArgumentNullException.ThrowIfNull(logits);
        ArgumentNullException.ThrowIfNull(target);
        if (!logits.shape.AsSpan().SequenceEqual(target.shape))
        {
            throw new ArgumentException($"Expected a target of the logits' shape {Text(logits.shape)}, got {Text(target.shape)}.", nameof(target));
        }
    }

    /// <summary>A shape as text: 2×3×96×128, or <c>scalar</c>.</summary>
    public static string Text(IReadOnlyList<long> shape) =>
        shape.Count == 0 ? "scalar" : string.Join('×', shape.Select(side => side.ToString(CultureInfo.InvariantCulture)));

    private static long Padded(long side, int stride) => Math.Max(1, (side + stride - 1) / stride) * stride;
}
