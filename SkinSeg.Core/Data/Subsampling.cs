using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Thins out images without an attribute, so that a network sees as many with it as without (section II-C-1).</summary>
public static class Subsampling
{
    /// <summary>Chooses the images that a fold's training sees. It depends on (seed, fold, target) and on the sets of ids, not on their order.</summary>
    /// <param name="config">Whether and when to thin out.</param>
    /// <param name="target">What is trained; for the lesion every image is kept.</param>
    /// <param name="fold">The fold, counted from 0.</param>
    /// <param name="positives">Training images that show the target.</param>
    /// <param name="negatives">Training images that do not.</param>
    /// <exception cref="ArgumentException">An id occurs twice, or there is nothing to balance: no image shows the attribute.</exception>
    public static SubsamplingChoice Choose(
        SubsamplingConfig config, SegmentationTarget target, int fold, IEnumerable<string> positives, IEnumerable<string> negatives)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentOutOfRangeException.ThrowIfNegative(fold);
        string[] with = Sorted(positives);
        string[] without = Sorted(negatives);
        Check(with, without);
        bool balance = config.Balance && target != SegmentationTarget.Lesion;
        if (balance && with.Length == 0)
        {
            throw new ArgumentException(
                $"Expected training images with {target.FileName()} in fold {fold}, got none of {without.Length}. Give other images, or use SubsamplingConfig.Off.",
                nameof(positives));
        }

        int kept = balance ? Math.Min(with.Length, without.Length) : without.Length;
        bool once = config.Draw == NegativeDraw.OncePerFold;
        IEnumerable<string> pool = once ? Shuffling.Shuffle(without, config.Seed, fold, $"negatives of {target.FileName()}").Take(kept) : without;
        return new(target, fold, [.. with], [.. pool.Order(StringComparer.Ordinal)], without.Length, kept);
    }

    /// <summary>The same for images whose traits are known.</summary>
    /// <param name="config">Whether and when to thin out.</param>
    /// <param name="target">What is trained; for the lesion every image is kept.</param>
    /// <param name="fold">The fold, counted from 0.</param>
    /// <param name="training">The fold's training images.</param>
    /// <exception cref="ArgumentException">An id occurs twice, or no image shows the attribute.</exception>
    public static SubsamplingChoice Choose(SubsamplingConfig config, SegmentationTarget target, int fold, IEnumerable<ImageTraits> training)
    {
        ArgumentNullException.ThrowIfNull(training);
        var shown = training.ToLookup(image => image.Has(target), image => image.Id);
        return Choose(config, target, fold, shown[true], shown[false]);
    }

    private static string[] Sorted(IEnumerable<string> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return [.. ids.Order(StringComparer.Ordinal)];
    }

    private static void Check(string[] positives, string[] negatives)
    {
        if (positives.Concat(negatives).CountBy(id => id).FirstOrDefault(pair => pair.Value > 1) is { Key: { } twice })
        {
            throw new ArgumentException($"Expected each image once, got {twice} more than once. Remove one.", nameof(negatives));
        }
    }
}
