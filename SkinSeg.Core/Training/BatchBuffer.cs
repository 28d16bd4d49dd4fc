using System.Runtime.ExceptionServices;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Training;

/// <summary>The bytes of one batch while it is made: threads put images at their places, the caller waits until all are there. Used again and again.</summary>
internal sealed class BatchBuffer(int capacity, ImageSize size) : IDisposable
{
    private readonly ManualResetEventSlim isFull = new(initialState: false, spinCount: 1);
    private readonly string?[] ids = new string?[capacity];
    private readonly Exception?[] failures = new Exception?[capacity];
    private int missing;

    /// <summary>The images one after another, row by row, red first.</summary>
    public byte[] Pixels { get; } = new byte[capacity * 3 * size.Area];

    /// <summary>The masks one after another: 0 or 255.</summary>
    public byte[] Masks { get; } = new byte[capacity * size.Area];

    /// <summary>Number of images in this batch.</summary>
    public int Count { get; private set; }

    /// <summary>Ids in the order of the batch.</summary>
    public ValueList<string> Ids => [.. ids.Take(Count).OfType<string>()];

    /// <summary>Empties the buffer for a batch of <paramref name="count"/> images.</summary>
    public void Begin(int count)
    {
        Count = count;
        missing = count;
        Array.Clear(failures);
        isFull.Reset();
    }

    /// <summary>Lets <paramref name="make"/> make the image of one place; its failure is kept for the caller.</summary>
    public void Fill(int place, string id, Func<(RgbImage Image, Mask Mask)> make)
    {
        try
        {
            ids[place] = id;
            var (image, mask) = make();
            image.Values.CopyTo(Pixels, place * 3 * size.Area);
            mask.Values.CopyTo(Masks, place * size.Area);
        }
        catch (Exception e)
        {
            failures[place] = e;
        }

        if (Interlocked.Decrement(ref missing) == 0)
        {
            isFull.Set();
        }
    }

    /// <summary>Waits until all images are there.</summary>
    /// <exception cref="InvalidDataException">An image could not be read or varied; of several the first in the batch is named.</exception>
    public void Wait(CancellationToken cancellationToken)
    {
        isFull.Wait(cancellationToken);
        int place = Array.FindIndex(failures, 0, Count, static failure => failure is not null);
        if (place < 0)
        {
            return;
        }

        var failure = failures[place]!;
        if (failure is OperationCanceledException)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        throw new InvalidDataException($"{ids[place]}: the image could not be made ready for training: {failure.Message}", failure);
    }

    public void Dispose() => isFull.Dispose();
}
