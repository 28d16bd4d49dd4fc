namespace SkinSeg.Notebooks;

/// <summary>How much a run may cost. Every notebook runs unchanged under each.</summary>
public enum Budget
{
    /// <summary>24 synthetic images, a compact network, a few epochs: everything once, in under three minutes on two cores.</summary>
    Smoke,

    /// <summary>300 images at 96×128, a compact network, 20 epochs: real trends in about four minutes on two cores.</summary>
    Lesson,

    /// <summary>The paper's network and recipe on all images of ISIC 2018, one fold: hours on one GPU.</summary>
    Fold,

    /// <summary>The paper's network and recipe, five folds: days on one GPU.</summary>
    Paper,
}
