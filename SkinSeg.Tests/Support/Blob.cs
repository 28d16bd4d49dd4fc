using static TorchSharp.torch;

namespace SkinSeg.Tests.Support;

/// <summary>One small image with a bright disc, and the disc as its mask: what any network must be able to learn by heart.</summary>
internal static class Blob
{
    /// <summary>Image N×3×side×side, a disc brighter than its ground, with noise from the seed.</summary>
    public static (Tensor Image, Tensor Mask) Draw(int count, int side, int seed)
    {
        var random = new Random(seed);
        var image = new float[count * 3 * side * side];
        var mask = new float[count * side * side];
        for (int i = 0; i < count * side * side; i++)
        {
            int n = i / (side * side);
            double row = ((i / side) % side) - (side * 0.45) - n;
            double column = (i % side) - (side * 0.55);
            mask[i] = (row * row) + (column * column) < side * side * 0.09 ? 1 : 0;
            for (int channel = 0; channel < 3; channel++)
            {
                image[(((n * 3) + channel) * side * side) + (i % (side * side))] = mask[i] + (float)((random.NextDouble() - 0.5) * 0.5);
            }
        }

        return (tensor(image, [count, 3, side, side]), tensor(mask, [count, 1, side, side]));
    }

    /// <summary>Jaccard index of logits above 0 (probability above 1/2) and a mask.</summary>
    public static double Jaccard(Tensor logits, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var predicted = logits.gt(0);
        var present = mask.gt(0.5);
        return predicted.logical_and(present).sum().item<long>() / (double)predicted.logical_or(present).sum().item<long>();
    }
}
