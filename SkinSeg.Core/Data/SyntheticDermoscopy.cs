using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Dermoscopy images that the kit draws itself, with their masks: for a first run, for lessons and for tests, without a download.</summary>
/// <remarks>They teach how the method works; scores on them say nothing about skin.</remarks>
public static class SyntheticDermoscopy
{
    /// <summary>The largest set: ids have six digits to count with.</summary>
    internal const int MostImages = 1_000_000;

    /// <summary>Draws one image and its truth; the same seed and index give the same pixels, in any order and on any thread.</summary>
    /// <param name="config">What the images look like.</param>
    /// <param name="index">Which image, from 0 to 999 999.</param>
    /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
    /// <exception cref="ArgumentException">The config's size or area range is.</exception>
    public static SyntheticSample Draw(SyntheticConfig config, int index)
    {
        Check(config);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, MostImages);
        var plan = new SyntheticPlan(config, index);
        var shape = SyntheticShape.Draw(plan);
        var tissue = new SyntheticTissue(plan.Size);
        SyntheticSkin.Draw(plan, tissue);
        var attributes = DrawLesion(plan, shape, tissue);
        var skin = SyntheticCamera.Expose(plan, tissue.Render(SyntheticSkin.Color));
        return new(plan.Id, Photograph(plan, shape, skin), shape.Mask, attributes);
    }

    /// <summary>Draws the images 0 to <paramref name="count"/> − 1 into a folder, in the layout of ISIC 2018 Tasks 1–2 (facts.md §4.1–4.2).</summary>
    /// <remarks>
    /// Images are drawn on all processors; the files are the same on any number of them. An image is written after its masks,
    /// each file whole or not at all, so that a cancelled run leaves a smaller set but a sound one.
    /// </remarks>
    /// <param name="folder">Made if it is not there. It may hold an earlier set of no more images, which is replaced.</param>
    /// <param name="count">How many images.</param>
    /// <param name="config">What they look like.</param>
    /// <param name="progress">Told the number of images written so far, one call at a time, from the threads that draw.</param>
    /// <param name="cancellationToken">Stops between two images.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is not in 1–1 000 000.</exception>
    /// <exception cref="ArgumentException">The config's size or area range is out of range.</exception>
    /// <exception cref="IOException">The folder holds other images, or cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static void Write(
        string folder, int count, SyntheticConfig config, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Check(config);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostImages);
        var files = new SyntheticFiles(folder);
        files.Prepare(count);
        OrderedParallel.Map(Enumerable.Range(0, count), index => files.Write(Draw(config, index)), progress, cancellationToken);
    }

    private static void Check(SyntheticConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (Math.Min(config.Size.Height, config.Size.Width) < 64)
        {
            throw new ArgumentException($"Expected images of at least 64×64 pixels, got {config.Size}; draw larger ones and resize them.", nameof(config));
        }

        if (config.AreaRange.Low < 0.002 || config.AreaRange.High > 0.95 || config.AreaRange.Low > config.AreaRange.High)
        {
            throw new ArgumentException($"Expected lesions between 0.002 and 0.95 of the image, got {config.AreaRange}; narrow AreaRange.", nameof(config));
        }
    }

    private static SyntheticAttributes DrawLesion(SyntheticPlan plan, SyntheticShape shape, SyntheticTissue tissue)
    {
        var streaks = plan.HasStreaks ? SyntheticStreaks.Draw(plan, shape) : new SyntheticStreaks(plan.Size);
        var lesion = new SyntheticLesion(plan, shape, tissue);
        lesion.Draw(streaks.Recess);
        var patterns = new SyntheticPatterns(plan, shape, tissue, lesion.Presence);
        var blocks = new SyntheticBlocks(plan, shape);
        Mask MaskOf(bool isThere, Func<float[]> draw, double threshold) => isThere ? blocks.MaskOf(draw(), threshold) : Mask.Empty(plan.Size);
        return new(
            PigmentNetwork: MaskOf(plan.HasNetwork, patterns.PigmentNetwork, 0.5),
            NegativeNetwork: MaskOf(plan.HasNegativeNetwork, patterns.NegativeNetwork, 0.5),
            Streaks: MaskOf(plan.HasStreaks, () => patterns.Streaks(streaks), 0.22),
            MiliaLikeCyst: MaskOf(plan.HasCysts, patterns.MiliaLikeCysts, 0.08),
            Globules: MaskOf(plan.HasGlobules, patterns.Globules, 0.12));
    }

    // From the skin outwards: pen and paper on the skin, then hair, gel, lamp, lens, sensor.
    private static RgbImage Photograph(SyntheticPlan plan, SyntheticShape shape, RgbImage image)
    {
        image = plan.HasInk ? SyntheticArtifacts.Ink(plan, shape, image) : image;
        image = plan.HasSticker ? SyntheticArtifacts.Sticker(plan, shape, image) : image;
        image = plan.HasHair ? HairDrawing.Draw(Hair(plan), plan.Size, plan.RandomFor("hair")).Apply(image) : image;
        image = plan.HasBubbles ? SyntheticOptics.Bubbles(plan, image) : image;
        image = SyntheticOptics.Light(plan, image);
        image = plan.HasRuler ? SyntheticArtifacts.Ruler(plan, image) : image;
        image = plan.HasLens ? SyntheticOptics.Lens(plan, image) : image;
        return SyntheticCamera.Record(plan, image);
    }

    // Vellus hair is fine, light brown and long; terminal hair thick and dark; shaved hair short.
    private static HairConfig Hair(SyntheticPlan plan)
    {
        double kind = plan.RandomFor("kind of hair").NextDouble();
        return kind switch
        {
            < 0.45 => new() { CountRange = new(4, 50), WidthRange = new(0.9 / 512, 1.8 / 512), LengthRange = new(0.2, 0.7), CurvatureRange = new(-0.35, 0.35), AlphaRange = new(0.3, 0.7), OrientationSpreadDegrees = 35 },
            < 0.75 => new() { CountRange = new(3, 30), WidthRange = new(1.8 / 512, 4.5 / 512), LengthRange = new(0.25, 0.9), DarkShare = 0.95, AlphaRange = new(0.75, 1) },
            _ => new() { CountRange = new(8, 60), WidthRange = new(1.5 / 512, 4 / 512.0), LengthRange = new(0.02, 0.12), DarkShare = 0.95, CurvatureRange = new(-0.12, 0.12), AlphaRange = new(0.6, 0.95) },
        };
    }
}
