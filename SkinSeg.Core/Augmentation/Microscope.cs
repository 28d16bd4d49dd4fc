using System.Globalization;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>Looks at what augmentation does to one image, before a network has to.</summary>
public static class Microscope
{
    private static readonly ValueList<(string Name, double Strength)> Strengths = [("low", 1.0 / 3), ("middle", 2.0 / 3), ("high", 1)];

    /// <summary>The image under each routine of <see cref="AugmentationPolicy.Paper"/> by itself, at a third, two thirds and the end of its range.</summary>
    /// <param name="image">The image.</param>
    /// <param name="mask">Its lesion, whose outline then moves along; none if left out.</param>
    public static MicroscopeSheet Of(RgbImage image, Mask? mask = null)
    {
        ArgumentNullException.ThrowIfNull(image);
        var rows = RoutineInfo.All.SelectMany(info => MicroscopeRow.Of(info.Default)).ToList();
        var grid = new ImageGrid(
            [.. Strengths.Select(strength => strength.Name)],
            [.. rows.Select(row => new ValueList<CaptionedImage>(Strengths.Select(strength => Captioned(Alone(row.At(strength.Strength)), image, mask))))]);
        var table = Table.Of(
            "Each routine by itself",
            ["Routine", .. Strengths.Select(strength => strength.Name)],
            rows.Select(row => Strengths.Select(strength => $"{row.At(strength.Strength)}").Prepend($"{row.Routine}")));
        return new(grid, table);
    }

    /// <summary>The image as a run with this policy shows it to the network, epoch after epoch.</summary>
    /// <param name="policy">The policy of the run.</param>
    /// <param name="replay">Which run and which epochs.</param>
    /// <param name="image">The image.</param>
    /// <param name="mask">Its lesion, whose outline then moves along; none if left out.</param>
    public static MicroscopeSheet OverEpochs(AugmentationPolicy policy, ReplayConfig replay, RgbImage image, Mask? mask = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(replay);
        ArgumentNullException.ThrowIfNull(image);
        AugmentationDraw[] draws = [.. Enumerable.Range(replay.FirstEpoch, replay.Epochs).Select(epoch => policy.Draw(replay.Seed, epoch, replay.Id))];
        string Epoch(AugmentationDraw draw) => string.Create(CultureInfo.InvariantCulture, $"epoch {draw.Epoch}");
        return new(
            ImageGrid.Of(draws.Select(draw => Captioned(draw, image, mask) with { Caption = Epoch(draw) })),
            Table.Of(
                $"{replay.Id} by seed {replay.Seed.ToString(CultureInfo.InvariantCulture)}",
                ["Epoch", "Drawn"],
                draws.Select(draw => new[] { draw.Epoch.ToString(CultureInfo.InvariantCulture), string.Join(", ", draw.Changes) })));
    }

    private static AugmentationDraw Alone(IDrawnChange change) => new("image", 0, [change], BorderFill.Reflect);

    private static CaptionedImage Captioned(AugmentationDraw draw, RgbImage image, Mask? mask)
    {
        var changed = draw.Apply(image);
        return new(mask is null ? changed : changed.Outline(draw.Apply(mask), Overlays.TruthColor), string.Join(", ", draw.Changes));
    }
}
