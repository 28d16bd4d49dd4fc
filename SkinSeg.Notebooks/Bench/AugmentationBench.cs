using OpenCvSharp;
using SkinSeg.Augmentation;
using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Bench;

/// <summary>Augmentation on one core: all drawn changes composed, beside each routine applied by itself, one after another.</summary>
/// <remarks>The plain way warps once per geometric routine and looks up once per tone routine; drawing the parameters is part of both.</remarks>
/// <param name="Size">Height and width of image and mask.</param>
/// <param name="Images">Samples in one timed run, each drawn anew.</param>
internal sealed record AugmentationBench(ImageSize Size, int Images)
{
    private const int Pictures = 4;

    private static readonly AugmentationRoutine[] Geometry =
    [
        AugmentationRoutine.HorizontalFlip, AugmentationRoutine.VerticalFlip, AugmentationRoutine.Zoom,
        AugmentationRoutine.Shear, AugmentationRoutine.Rotation, AugmentationRoutine.Translation,
    ];

    private static readonly AugmentationRoutine[] Tone =
        [AugmentationRoutine.Contrast, AugmentationRoutine.IntensityScale, AugmentationRoutine.ChannelShift];

    /// <summary>Measures the paper's policy, and its parts.</summary>
    public IReadOnlyList<BenchRow> Run(Comparison comparison)
    {
        int threads = Cv2.GetNumThreads();
        Cv2.SetNumThreads(1); // as in the loader's threads
        try
        {
            SyntheticSample[] samples = [.. Enumerable.Range(0, Pictures).Select(index => SyntheticDermoscopy.Draw(new() { Size = Size }, index))];
            return
            [
                Measure("paper policy", AugmentationPolicy.Paper, samples, comparison),
                Measure("changes of place only", Only(Geometry), samples, comparison),
                Measure("changes of tone only", Only(Tone), samples, comparison),
                Measure("hair, light, sharpness and noise only", Without([.. Geometry, .. Tone]), samples, comparison),
            ];
        }
        finally
        {
            Cv2.SetNumThreads(threads);
        }
    }

    /// <summary>The sample after each change by itself, in the same order.</summary>
    internal static (RgbImage Image, Mask Mask) OneByOne(AugmentationDraw draw, RgbImage image, Mask mask)
    {
        foreach (var change in draw.Changes)
        {
            var alone = draw with { Changes = [change] };
            image = alone.Apply(image);
            mask = change is IGeometricChange ? alone.Apply(mask) : mask;
        }

        return (image, mask);
    }

    private BenchRow Measure(string name, AugmentationPolicy policy, SyntheticSample[] samples, Comparison comparison)
    {
        void Each(Action<AugmentationDraw, SyntheticSample> apply)
        {
            for (int i = 0; i < Images; i++)
            {
                var sample = samples[i % samples.Length];
                apply(policy.Draw(seed: 1, epoch: i, sample.Id), sample);
            }
        }

        return comparison.Measure(
            $"{name}, {Size} with mask, one core",
            "ms per image",
            Images,
            () => Each((draw, sample) => OneByOne(draw, sample.Image, sample.Lesion)),
            () => Each((draw, sample) => Composed(draw, sample)));
    }

    private static void Composed(AugmentationDraw draw, SyntheticSample sample)
    {
        draw.Apply(sample.Image);
        draw.Apply(sample.Lesion);
    }

    private static AugmentationPolicy Only(IEnumerable<AugmentationRoutine> routines) =>
        routines.Aggregate(AugmentationPolicy.None, (policy, routine) => policy.With(routine));

    private static AugmentationPolicy Without(IEnumerable<AugmentationRoutine> routines) =>
        routines.Aggregate(AugmentationPolicy.Paper, (policy, routine) => policy.Without(routine));
}
