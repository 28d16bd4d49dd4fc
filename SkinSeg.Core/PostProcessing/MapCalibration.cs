using SkinSeg.Imaging;
using SkinSeg.Metrics;
using SkinSeg.Primitives;

namespace SkinSeg.PostProcessing;

/// <summary>Calibration of probability maps: every pixel's probability beside its truth.</summary>
public static class MapCalibration
{
    /// <summary>Counts the pixels of one image: F# <c>labeled.Calibration 10</c>.</summary>
    /// <param name="labeled">Map and truth.</param>
    /// <param name="bins">Bins of equal width over [0, 1].</param>
    public static Calibration Calibration(this LabeledMap labeled, int bins = Metrics.Calibration.DefaultBins)
    {
        ArgumentNullException.ThrowIfNull(labeled);
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bins, ProbabilityMap.One);
        var pixels = new long[bins];
        var positives = new long[bins];
        var sums = new long[bins];
        long squares = 0, positiveSum = 0; // in 1/65535: an image of 2³¹ pixels stays below 2⁶³
        byte[] truth = labeled.Truth.Values;
        ushort[] values = labeled.Map.Values;
        for (int i = 0; i < values.Length; i++)
        {
            uint v = values[i];
            int bin = v == ProbabilityMap.One ? bins - 1 : (int)(v * (uint)bins / ProbabilityMap.One);
            long isSet = truth[i] & 1; // a set pixel is 255
            pixels[bin]++;
            positives[bin] += isSet;
            sums[bin] += v;
            squares += (long)v * v;
            positiveSum += isSet * v;
        }

        const double One = ProbabilityMap.One;
        return new(new(pixels.Select((count, k) => new ReliabilityBin(count, positives[k], sums[k] / One))), squares / (One * One), positiveSum / One);
    }

    /// <summary>Counts many images on all cores, one result per image in order; <see cref="Metrics.Calibration.Pool"/> adds them.</summary>
    /// <param name="images">Maps and truths, taken one by one.</param>
    /// <param name="bins">Bins of equal width over [0, 1].</param>
    /// <param name="progress">Told the number of images done.</param>
    /// <param name="cancellationToken">Checked before each image.</param>
    public static ValueList<Calibration> Calibrations(
        IEnumerable<LabeledMap> images, int bins = Metrics.Calibration.DefaultBins, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        return new(OrderedParallel.Map(images, image => image.Calibration(bins), progress, cancellationToken));
    }
}
