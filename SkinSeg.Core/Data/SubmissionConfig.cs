using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Makes the mask of a target from its probability map, F# <c>MaskRule("T_H 0.8", fun target map -&gt; rule.Apply map)</c>.</summary>
/// <param name="Name">What it does, in a few words.</param>
/// <param name="Apply">Gives a mask of the map's size; called from several threads at once. Attributes may have rules of their own.</param>
public sealed record MaskRule(string Name, Func<SegmentationTarget, ProbabilityMap, Mask> Apply);

/// <summary>What a submission is made from.</summary>
public sealed record SubmissionConfig
{
    /// <summary>The task; lesion segmentation.</summary>
    public ChallengeTask Task { get; init; } = ChallengeTask.LesionSegmentation;

    /// <summary>Folder or zip with a mask or map per image (Task 2: and attribute), found by the digits (and the attribute) in its name.</summary>
    public required string Predictions { get; init; }

    /// <summary>Folder of the images, which say what must be there and of which size.</summary>
    public required string Images { get; init; }

    /// <summary>How maps become masks, after they were resized to their images; null where the files are masks already.</summary>
    public MaskRule? Rule { get; init; }
}
