namespace SkinSeg.Notebooks;

/// <summary>How much a run may cost. Every notebook runs unchanged under each.</summary>
public enum Budget
{
    /// <summary>24 synthetic images, two compact networks, a few epochs: everything once, in under three minutes on two cores.</summary>
    Smoke,

    /// <summary>300 images at 96×128, compact networks, 20 epochs: real trends; a network takes some five minutes on two cores, all five about half an hour.</summary>
    Lesson,

    /// <summary>The paper's network and recipe on all images of ISIC 2018, one fold: hours on one GPU.</summary>
    Fold,

    /// <summary>The paper's network and recipe, five folds: days on one GPU.</summary>
    Paper,
}
