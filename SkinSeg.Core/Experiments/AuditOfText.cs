using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>What the text says twice, or of its own figures and tables.</summary>
internal static class AuditOfText
{
    public static IEnumerable<PaperFinding> Findings() => [Images(), Streaks(), Subsampling(), Predictions(), Networks(), Rows(), Columns(), Shapes()];

    /// <summary>The contradictions that only reading finds: those of the register that no computed finding names.</summary>
    public static IEnumerable<PaperFinding> Read(IEnumerable<string> computed) => Assumptions.All.Items
        .Where(item => item.Id.StartsWith("6.2-", StringComparison.Ordinal))
        .ExceptBy(computed, item => item.Id)
        .Select(item => new PaperFinding($"read/{item.Id}", item.Title, $"“{item.Quotation}”", item.Why, AuditVerdict.Open, item.Place) { Assumption = item.Id });

    private static PaperFinding Images() => new(
        "text/images", "Number of training images", Invariant($"{PaperNumbers.TrainingImages} (sections II-C-1, III-A)"), Invariant($"{PaperProse.TrainingImagesOfResults} in section IV-A"),
        PaperNumbers.TrainingImages == PaperProse.TrainingImagesOfResults ? AuditVerdict.Holds : AuditVerdict.Slip, "section IV-A")
    { Assumption = "6.1-4" };

    private static PaperFinding Streaks() => new(
        "text/streaks", "Images with and without streaks", Invariant($"{PaperNumbers.TrainingImages} together"), Invariant($"{PaperProse.ImagesWithStreaks} + {PaperProse.ImagesWithoutStreaks}"),
        PaperProse.ImagesWithStreaks + PaperProse.ImagesWithoutStreaks == PaperNumbers.TrainingImages ? AuditVerdict.Holds : AuditVerdict.Contradicted, "section II-C-1");

    // The number of images with the attribute is the data set's; the paper says only "the most".
    private static PaperFinding Subsampling()
    {
        int with = PaperCells.Positives[0];
        int without = PaperNumbers.TrainingImages - with;
        return new(
            "text/subsampling", "As many images without an attribute as with it", "for pigment network, too", Invariant($"{with} of {PaperNumbers.TrainingImages} have it, {without} do not"),
            with <= without ? AuditVerdict.Holds : AuditVerdict.Contradicted, "section II-C-1")
        { Assumption = "6.3-39" };
    }

    private static PaperFinding Predictions()
    {
        int views = PaperProse.Predictions / PaperProse.Folds;
        return new(
            "text/predictions", "25 predictions", Invariant($"{PaperProse.Folds} folds × the views of each image"),
            Invariant($"{views} views, but “four different transformations”: {(views == PaperProse.Transformations + 1 ? "the image itself is the fifth" : "they do not make them")}"),
            views == PaperProse.Transformations + 1 ? AuditVerdict.Holds : AuditVerdict.Contradicted, "section II-D")
        { Assumption = "6.2-11" };
    }

    private static PaperFinding Networks()
    {
        int networks = PaperNumbers.TableThree.Count - 1;
        return new(
            "text/networks", "Networks for attributes “are the same”", Invariant($"{PaperProse.Networks}, as for lesions"), Invariant($"{networks} in Table III, and three in section IV-B-1"),
            networks == PaperProse.Networks ? AuditVerdict.Holds : AuditVerdict.Contradicted, "section II-C; Table III")
        { Assumption = "6.2-14" };
    }

    private static PaperFinding Rows() => Count("rows", "Rows of Fig. 2 with the five networks", PaperProse.FigureTwoRows, PaperProse.Networks, PaperProse.Networks + 1, "6.1-14");

    private static PaperFinding Columns() => Count("columns", "“Three samples” of Fig. 2", PaperProse.FigureTwoColumns, 3, PaperProse.FigureTwoSamples, "6.1-15");

    private static PaperFinding Count(string id, string what, ValueList<int> ends, int expected, int last, string assumption)
    {
        int found = ends[1] - ends[0] + 1;
        return new(
            $"text/{id}", what, Invariant($"{expected}, up to the {last}th"), Invariant($"{ends[0]} to {ends[1]}: {found}"), found == expected ? AuditVerdict.Holds : AuditVerdict.Slip, "section IV-A; Fig. 2")
        { Assumption = assumption };
    }

    private static PaperFinding Shapes()
    {
        ImageSize lesion = new Experiment().Preparation.Size;
        ImageSize attribute = Experiment.ForAttribute(Data.LesionAttribute.Streaks).Preparation.Size;
        double first = (double)lesion.Width / lesion.Height;
        double second = (double)attribute.Width / attribute.Height;
        return new(
            "text/shapes", "Images are squeezed alike for both tasks", "one ratio of width to height", Invariant($"{first:F2} ({lesion}) and {second:F2} ({attribute})"),
            first == second ? AuditVerdict.Holds : AuditVerdict.Open, "section II-A-2")
        { Assumption = "6.3-12" };
    }
}
