namespace SkinSeg.Experiments;

/// <summary>Numbers that stand in the paper's text, outside of its tables.</summary>
public static class PaperProse
{
    /// <summary>Training images by section III-A, and twice more: <see cref="PaperNumbers.TrainingImages"/>; by section IV-A 2549.</summary>
    public const int TrainingImagesOfResults = 2549;

    /// <summary>Images with streaks (section II-C-1).</summary>
    public const int ImagesWithStreaks = 100;

    /// <summary>Images without streaks (section II-C-1).</summary>
    public const int ImagesWithoutStreaks = 2494;

    /// <summary>Folds of the cross-validation (section II-B-2).</summary>
    public const int Folds = 5;

    /// <summary>"Four different transformations" of each image at test time (section II-D).</summary>
    public const int Transformations = 4;

    /// <summary>"25 predictions are acquired and averaged" for one network (section II-D).</summary>
    public const int Predictions = 25;

    /// <summary>Networks of the framework (section II-A-1), which are "the same" for attributes (section II-C).</summary>
    public const int Networks = 5;

    /// <summary>First and last row of Fig. 2 with the five networks' maps (section IV-A); the first row has images, the last the ensemble.</summary>
    public static Primitives.ValueList<int> FigureTwoRows { get; } = [2, 7];

    /// <summary>First and last column of the "three samples" of Fig. 2 on which DenseNet169 does well (section IV-A).</summary>
    public static Primitives.ValueList<int> FigureTwoColumns { get; } = [3, 6];

    /// <summary>Samples, that is columns, of Fig. 2 (section IV-A).</summary>
    public const int FigureTwoSamples = 5;
}
