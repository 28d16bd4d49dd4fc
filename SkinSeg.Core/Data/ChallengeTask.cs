namespace SkinSeg.Data;

/// <summary>The two tasks of the ISIC 2018 challenge that are about masks.</summary>
public enum ChallengeTask
{
    /// <summary>Task 1: one mask of the lesion per image.</summary>
    LesionSegmentation = 1,

    /// <summary>Task 2: five masks per image, one of each dermoscopic attribute.</summary>
    AttributeDetection = 2,
}

/// <summary>What the tasks ask for.</summary>
public static class ChallengeTasks
{
    /// <summary>What a submission holds a mask of, for every image.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such task.</exception>
    public static IReadOnlyList<SegmentationTarget> Targets(this ChallengeTask task) => task switch
    {
        ChallengeTask.LesionSegmentation => [SegmentationTarget.Lesion],
        ChallengeTask.AttributeDetection => SegmentationTargets.Attributes,
        _ => throw new ArgumentOutOfRangeException(nameof(task), task, "Expected task 1 (lesion masks) or 2 (attribute masks)."),
    };

    /// <summary>The name of a mask file, of the truth as of a submission: <c>ID_segmentation.png</c> or <c>ID_attribute_NAME.png</c> (facts.md §4.2).</summary>
    public static string MaskName(this SegmentationTarget target, string id) =>
        target == SegmentationTarget.Lesion ? FileNames.LesionMask(id) : FileNames.AttributeMask(id, target.Attribute());
}
