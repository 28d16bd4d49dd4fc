using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Finds images that are copies of one another but for size, compression, brightness, a slight crop, or a turn or mirroring.</summary>
/// <remarks>Candidates agree in a perceptual hash; then one is laid on the other by an affine map, and their details are correlated.</remarks>
public static class NearDuplicates
{
    /// <summary>Searches a data set. Every pair is looked at; results do not depend on the number of threads.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="config">What counts as a near-duplicate; null for the defaults.</param>
    /// <param name="progress">Told how far the reading and the comparing are.</param>
    /// <param name="cancellationToken">Stops soon.</param>
    /// <exception cref="InvalidDataException">An image is cut off or not an image.</exception>
    public static NearDuplicateReport Find(
        DermoscopyDataset data, NearDuplicateConfig? config = null, IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        var size = new ImageSize(ImageSketch.Side, ImageSketch.Side);
        var reading = progress is null ? null : new Part(progress, data.Images.Count, 0, "images read for near-duplicates");
        var sketches = OrderedParallel.Map(
            data.Images, image => ImageSketch.Of(image.Id, ReducedDecoding.ReadRgb(image.ImagePath, size).Image), reading, cancellationToken);
        return Compare(sketches, config ?? new(), progress, cancellationToken);
    }

    /// <summary>Searches images in memory.</summary>
    /// <param name="images">Images by id.</param>
    /// <param name="config">What counts as a near-duplicate; null for the defaults.</param>
    /// <param name="cancellationToken">Stops soon.</param>
    public static NearDuplicateReport Find(
        IEnumerable<KeyValuePair<string, RgbImage>> images, NearDuplicateConfig? config = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        var sorted = images.OrderBy(pair => pair.Key, StringComparer.Ordinal);
        return Compare(OrderedParallel.Map(sorted, pair => ImageSketch.Of(pair.Key, pair.Value), null, cancellationToken), config ?? new(), null, cancellationToken);
    }

    private static NearDuplicateReport Compare(
        ImageSketch[] sketches, NearDuplicateConfig config, IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
    {
        var comparing = progress is null ? null : new Part(progress, sketches.Length, 0.5, "images compared for near-duplicates");
        var found = OrderedParallel.Map(Enumerable.Range(0, sketches.Length), i => PairsOf(sketches, i, config), comparing, cancellationToken);
        NearDuplicatePair[] pairs = [.. found.SelectMany(list => list)];
        return new(config, sketches.Length, [.. pairs], [.. Groups(sketches, pairs)]);
    }

    private static List<NearDuplicatePair> PairsOf(ImageSketch[] sketches, int first, NearDuplicateConfig config)
    {
        var pairs = new List<NearDuplicatePair>();
        for (int second = first + 1; second < sketches.Length; second++)
        {
            var (turn, distance) = sketches[first].Nearest(sketches[second]);
            if (distance > config.HashDistance)
            {
                continue;
            }

            double similarity = sketches[first].Similarity(sketches[second], turn, config.PlainSimilarity);
            if (similarity >= config.Similarity)
            {
                pairs.Add(new(sketches[first].Id, sketches[second].Id, distance, similarity));
            }
        }

        return pairs;
    }

    private static IEnumerable<NearDuplicateGroup> Groups(ImageSketch[] sketches, NearDuplicatePair[] pairs)
    {
        var places = sketches.Select((sketch, i) => (sketch.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i, StringComparer.Ordinal);
        var sets = new DisjointSets(sketches.Length);
        foreach (var pair in pairs)
        {
            sets.Join(places[pair.First], places[pair.Second]);
        }

        foreach (int[] set in sets.Sets().Where(set => set.Length > 1))
        {
            var ids = set.Select(i => sketches[i].Id).ToHashSet(StringComparer.Ordinal);
            yield return new([.. set.Select(i => sketches[i].Id)], pairs.Where(pair => ids.Contains(pair.First)).Min(pair => pair.Similarity));
        }
    }

    // Half of the work is reading, half comparing.
    private sealed class Part(IProgress<WorkProgress> progress, int count, double start, string what) : IProgress<int>
    {
        public void Report(int value) => progress.Report(new(start + (0.5 * value / count), what));
    }
}
