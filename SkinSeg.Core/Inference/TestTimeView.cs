using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Inference;

/// <summary>One way to look at an image at test time: how the image changes, and how the map predicted for it changes back.</summary>
/// <remarks>F#: <c>TestTimeView("mirror", (fun image -&gt; image.FlipHorizontal()), (fun map -&gt; map.FlipHorizontal()))</c>.</remarks>
/// <param name="Name">A short name for tables. Stored maps are found again by it: another function needs another name.</param>
/// <param name="Apply">Image → changed image.</param>
/// <param name="Undo">Map of the changed image → map of the image: geometry is undone, photometry leaves maps alone.</param>
public sealed record TestTimeView(string Name, Func<RgbImage, RgbImage> Apply, Func<ProbabilityMap, ProbabilityMap> Undo)
{
    /// <summary>Counted up when a function changes under the same name, so that maps of the old one are not taken for the new one's; from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The image as it is.</summary>
    public static TestTimeView Identity { get; } = new("identity", static image => image, static map => map);

    /// <summary>Mirrored left to right.</summary>
    public static TestTimeView HorizontalFlip { get; } =
        new("horizontal flip", static image => image.FlipHorizontal(), static map => map.FlipHorizontal());

    /// <summary>Mirrored top to bottom.</summary>
    public static TestTimeView VerticalFlip { get; } = new("vertical flip", static image => image.FlipVertical(), static map => map.FlipVertical());

    /// <summary>A quarter turn with contrast enhancement; the network sees height and width exchanged (facts.md §6.3 #27, #28).</summary>
    public static TestTimeView QuarterTurnWithContrast { get; } =
        new("90° turn + contrast", static image => image.TurnLeft().StretchContrast(), static map => map.TurnRight());

    /// <summary>Sharpened by an unsharp mask (facts.md §6.3 #28).</summary>
    public static TestTimeView Sharpening { get; } = new("sharpening", static image => image.Sharpen(), static map => map);

    /// <summary>The paper's five predictions of each fold: the original and four transformations (section II-D, facts.md §6.2 #11).</summary>
    public static ValueList<TestTimeView> Paper { get; } = [Identity, HorizontalFlip, VerticalFlip, QuarterTurnWithContrast, Sharpening];

    /// <summary>No test-time augmentation.</summary>
    public static ValueList<TestTimeView> None { get; } = [Identity];

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
