using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using SkinSeg.Tensors;

namespace SkinSeg.Training;

/// <summary>
/// Makes batches in advance: threads read and vary images, tensors are made on the caller's thread. What comes out depends on (seed, epoch, id) alone.
/// </summary>
internal sealed class BatchLoader : IDisposable
{
    private readonly BatchPipeline pipeline;
    private readonly BatchAssembler assembler;
    private int nextStep;

    private BatchLoader(LoaderConfig config, (IEnumerable<PlannedImage[]> Batches, int Steps) plan, ImageWork work, (Preprocessing Preprocessing, BatchTarget Target) tensors)
    {
        StepsPerEpoch = plan.Steps;
        assembler = new(tensors.Preprocessing, work.Size, tensors.Target.Device, tensors.Target.Format);
        try
        {
            pipeline = new(config, plan.Batches, work);
        }
        catch
        {
            assembler.Dispose();
            throw;
        }
    }

    /// <summary>Batches in an epoch.</summary>
    public int StepsPerEpoch { get; }

    /// <summary>Threads that are still at work.</summary>
    public int LiveWorkers => pipeline.LiveWorkers;

    /// <summary>Training batches from one step of one epoch on, both counted from 0: while one epoch is validated, the next one's first batches are made.</summary>
    public static BatchLoader Training(TrainingConfig config, TrainingData data, BatchTarget target, int firstEpoch = 0, int firstStep = 0)
    {
        var plan = BatchPlan.Of(config, data.Training);
        var epochs = Enumerable.Range(firstEpoch, Math.Max(0, config.Epochs - firstEpoch));
        var batches = epochs
            .SelectMany(epoch => plan.Epoch(epoch).Select(batch => Array.ConvertAll(batch, index => new PlannedImage(epoch, index))))
            .Skip(firstStep);
        string[] ids = [.. data.Training.Ids];
        var work = new ImageWork(data.Training.Size, config.BatchSize, image => ids[image.Index], image => Vary(config, data.Training, image));
        return new(config.Loader, (batches, plan.Steps), work, (data.Preprocessing, target)) { nextStep = firstStep };
    }

    /// <summary>The validation images as they are, in their order: one epoch.</summary>
    public static BatchLoader Validation(TrainingConfig config, TrainingData data, BatchTarget target)
    {
        PlannedImage[][] batches = [.. Enumerable.Range(0, data.Validation.Count).Select(index => new PlannedImage(0, index)).Chunk(config.BatchSize)];
        string[] ids = [.. data.Validation.Ids];
        var work = new ImageWork(data.Validation.Size, config.BatchSize, image => ids[image.Index], image => Plain(data.Validation[image.Index]));
        return new(config.Loader, (batches, batches.Length), work, (data.Preprocessing, target));
    }

    /// <summary>The batches that are left of an epoch begun, or the next epoch's, in the epoch's own order; the caller disposes each.</summary>
    /// <exception cref="InvalidDataException">An image could not be made ready; the message names it.</exception>
    /// <exception cref="OperationCanceledException">The waiting was cancelled.</exception>
    public IEnumerable<Batch> NextEpoch(CancellationToken cancellationToken)
    {
        int first = nextStep;
        nextStep = 0;
        for (int step = first; step < StepsPerEpoch; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return pipeline.Next(Assemble, cancellationToken);
        }
    }

    public void Dispose()
    {
        pipeline.Dispose();
        assembler.Dispose();
    }

    private static (RgbImage Image, Mask Mask) Vary(TrainingConfig config, PreparedImages images, PlannedImage planned)
    {
        var image = images[planned.Index];
        var draw = config.Augmentation.Draw(config.Seed, planned.Epoch, image.Id);
        return (draw.Apply(image.Image), draw.Apply(image.Mask));
    }

    private static (RgbImage Image, Mask Mask) Plain(PreparedImage image) => (image.Image, image.Mask);

    private Batch Assemble(BatchBuffer buffer) => new(buffer.Ids, assembler.Images(buffer.Pixels, buffer.Count), assembler.Masks(buffer.Masks, buffer.Count));
}
