using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using static TorchSharp.torch;

namespace SkinSeg.Training;

/// <summary>Where batches are made, and in which format.</summary>
internal sealed record BatchTarget(Device Device, BatchFormat Format);

/// <summary>The images and masks of one step; owns both tensors.</summary>
/// <param name="Ids">Ids in the order of the batch, for replay and for errors.</param>
/// <param name="Images">N×3×H×W, preprocessed.</param>
/// <param name="Masks">N×1×H×W in {0, 1}.</param>
internal sealed record Batch(ValueList<string> Ids, Tensor Images, Tensor Masks) : IDisposable
{
    public void Dispose()
    {
        Images.Dispose();
        Masks.Dispose();
    }
}

/// <summary>Makes batches: images are varied on all cores, tensors are made on the caller's thread. What comes out depends on (seed, epoch, id) alone.</summary>
internal static class BatchLoader
{
    /// <summary>One epoch of training batches, in the epoch's own order; epochs count from 0.</summary>
    public static IEnumerable<Batch> Training(TrainingConfig config, TrainingData data, int epoch, BatchTarget target)
    {
        PreparedImage[] order = [.. data.Training];
        Seed.RandomFor(config.Seed, epoch, "order").Shuffle(order);
        return order.Chunk(config.BatchSize).Select(chunk => Load(chunk, data, target, image => Vary(config, epoch, image)));
    }

    /// <summary>The validation images as they are, in their order.</summary>
    public static IEnumerable<Batch> Validation(TrainingConfig config, TrainingData data, BatchTarget target) =>
        data.Validation.Chunk(config.BatchSize).Select(chunk => Load(chunk, data, target, static image => (image.Image, image.Mask)));

    private static (RgbImage Image, Mask Mask) Vary(TrainingConfig config, int epoch, PreparedImage image)
    {
        var draw = config.Augmentation.Draw(config.Seed, epoch, image.Id);
        return (draw.Apply(image.Image), draw.Apply(image.Mask));
    }

    private static Batch Load(PreparedImage[] images, TrainingData data, BatchTarget target, Func<PreparedImage, (RgbImage Image, Mask Mask)> vary)
    {
        var samples = new (RgbImage Image, Mask Mask)[images.Length];
        Parallel.For(0, images.Length, i => samples[i] = vary(images[i]));
        using var pixels = ImageTensors.ToTensor([.. samples.Select(sample => sample.Image)], data.Preprocessing, target.Device);
        return new(
            [.. images.Select(image => image.Id)],
            target.Format.Arrange(pixels),
            ImageTensors.ToTensor([.. samples.Select(sample => sample.Mask)], target.Device));
    }
}
