using System.Threading.Channels;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Training;

/// <summary>One image of a batch to be made.</summary>
/// <param name="Epoch">Counted from 0.</param>
/// <param name="Index">Place of the image in its set.</param>
internal readonly record struct PlannedImage(int Epoch, int Index);

/// <summary>How the images of batches are made.</summary>
/// <param name="Size">Size of every image.</param>
/// <param name="BatchSize">Images in a batch at most.</param>
/// <param name="IdOf">Id of an image; called from many threads, as <paramref name="Make"/> is.</param>
/// <param name="Make">Reads and varies an image and its mask.</param>
internal sealed record ImageWork(ImageSize Size, int BatchSize, Func<PlannedImage, string> IdOf, Func<PlannedImage, (RgbImage Image, Mask Mask)> Make);

/// <summary>
/// Makes batches of bytes in advance: a bounded channel hands images to threads, which put them at their places in one of a few buffers.
/// Batches come out in their order, and the same for any number of threads.
/// </summary>
internal sealed class BatchPipeline : IDisposable
{
    private readonly ImageWork work;
    private readonly IEnumerator<PlannedImage[]> plan;
    private readonly Channel<(BatchBuffer Buffer, int Place, PlannedImage Image)> images;
    private readonly BatchBuffer[] buffers;
    private readonly Queue<BatchBuffer> underway = new();
    private readonly Thread[] workers;
    private readonly OpenCvThreads openCv;
    private volatile bool stopped;

    /// <summary>Starts the threads and the first batches.</summary>
    public BatchPipeline(LoaderConfig config, IEnumerable<PlannedImage[]> plan, ImageWork work)
    {
        int threads = config.Workers == 0 ? Environment.ProcessorCount : config.Workers;
        if (threads < 1 || config.Ahead < 1)
        {
            throw new ArgumentException($"Expected at least one worker and one batch ahead, got {config.Workers} and {config.Ahead}.", nameof(config));
        }

        this.work = work;
        this.plan = plan.GetEnumerator();
        images = Channel.CreateBounded<(BatchBuffer, int, PlannedImage)>(config.Ahead * work.BatchSize);
        buffers = [.. Enumerable.Range(0, config.Ahead).Select(_ => new BatchBuffer(work.BatchSize, work.Size))];
        openCv = new();
        workers = [.. Enumerable.Range(1, threads).Select(i => new Thread(Work) { IsBackground = true, Name = $"SkinSeg loader {i}" })];
        foreach (var worker in workers)
        {
            worker.Start();
        }

        foreach (var buffer in buffers)
        {
            Plan(buffer);
        }
    }

    /// <summary>Threads that are still at work.</summary>
    public int LiveWorkers => workers.Count(static worker => worker.IsAlive);

    /// <summary>Waits for the next batch and hands it to <paramref name="use"/>, whose result is returned; its buffer then takes a batch further on.</summary>
    /// <exception cref="InvalidOperationException">There is no further batch.</exception>
    /// <exception cref="InvalidDataException">An image could not be made; the message names it.</exception>
    public TBatch Next<TBatch>(Func<BatchBuffer, TBatch> use, CancellationToken cancellationToken)
    {
        var buffer = underway.Peek();
        buffer.Wait(cancellationToken);
        underway.Dequeue();
        var batch = use(buffer);
        Plan(buffer);
        return batch;
    }

    /// <summary>Ends the threads; each finishes the image that it is at.</summary>
    public void Dispose()
    {
        stopped = true;
        images.Writer.TryComplete();
        foreach (var worker in workers)
        {
            worker.Join();
        }

        plan.Dispose();
        openCv.Dispose();
        foreach (var buffer in buffers)
        {
            buffer.Dispose();
        }
    }

    // The channel has room for all images of all buffers: writing never waits.
    private void Plan(BatchBuffer buffer)
    {
        if (!plan.MoveNext())
        {
            return;
        }

        var batch = plan.Current;
        buffer.Begin(batch.Length);
        underway.Enqueue(buffer);
        for (int place = 0; place < batch.Length; place++)
        {
            images.Writer.TryWrite((buffer, place, batch[place]));
        }
    }

    private void Work()
    {
        while (!stopped && images.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (!stopped && images.Reader.TryRead(out var next))
            {
                next.Buffer.Fill(next.Place, work.IdOf(next.Image), () => work.Make(next.Image));
            }
        }
    }
}
