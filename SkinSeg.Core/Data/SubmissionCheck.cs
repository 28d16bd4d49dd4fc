using SkinSeg.Imaging;
using SkinSeg.Primitives;
using static SkinSeg.Data.SubmissionFinding;

namespace SkinSeg.Data;

/// <summary>Looks for everything that the challenge's own scorer would refuse in a submission, and for what it would pass over (facts.md §4.2, §4.5).</summary>
internal sealed class SubmissionCheck(ChallengeTask task, FileStore store, IReadOnlyList<SubmissionImage> images)
{
    private readonly PredictionIndex index = new(store);

    public SubmissionReport Run(IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        var items = SubmissionItem.Of(task, images);
        var found = OrderedParallel.Map(items, Check, CountedProgress.Of(progress, items.Count), cancellationToken);
        var used = items.SelectMany(item => index.Find(item.Image.Id, item.Target));
        IEnumerable<SubmissionFinding> all = [.. found.SelectMany(findings => findings), .. index.Unused(used).Select(Extra), .. Folders()];
        return new(task, store.Path, items.Count, [.. all.OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Kind)]);
    }

    private IReadOnlyList<SubmissionFinding> Check(SubmissionItem item)
    {
        var files = index.Find(item.Image.Id, item.Target);
        return files switch
        {
            [] => [Error(SubmissionFindingKind.Missing, item.Name, $"{item.Image.Name} has no mask in {store.Path}", "Add one; where nothing is found, a mask of zeros.")],
            [var only] => Check(item, only),
            _ => [Error(
                SubmissionFindingKind.Duplicate, item.Name, $"expected one file, got {FileStore.Names([.. files.Select(Relative)])}, which the scorer would all take for it", "Keep one.")],
        };
    }

    private List<SubmissionFinding> Check(SubmissionItem item, StoredFile file)
    {
        string name = Relative(file);
        var reading = MaskReading.Of(file, item.Image.Size, item.Image.Name);
        if (reading.Mask is not { } mask)
        {
            return [reading.Refusal! with { File = name }];
        }

        List<SubmissionFinding> findings = [];
        bool isPng = Path.GetExtension(file.Name).Equals(".png", StringComparison.OrdinalIgnoreCase);
        if (!isPng)
        {
            findings.Add(Warning(SubmissionFindingKind.NotPng, name, "expected a PNG file; other formats lose pixels or are no images elsewhere", $"Write it as {item.Name}."));
        }
        else if (file.Name != item.Name)
        {
            findings.Add(Warning(SubmissionFindingKind.UnusualName, name, $"expected the name {item.Name}", "Rename it; the scorer finds it by its digits alone."));
        }

        if (reading.IsGrey)
        {
            findings.Add(Warning(
                SubmissionFindingKind.GreyValues, name, $"holds values other than 0 and 255, which the scorer cuts at {ImageFiles.ScoringThreshold}", "Write 0 and 255 only."));
        }

        return task == ChallengeTask.LesionSegmentation ? [.. findings, .. Shape(name, mask)] : findings;
    }

    // The true masks of Task 1 hold exactly one region without holes (facts.md §4.2).
    private static IEnumerable<SubmissionFinding> Shape(string name, Mask mask)
    {
        int objects = ComponentLabels.Of(mask).Areas.Length - 1;
        if (objects == 0)
        {
            yield return Warning(SubmissionFindingKind.EmptyMask, name, "no pixel is set, though every image shows a lesion: it scores 0", "Lower the high threshold.");
        }
        else if (objects > 1)
        {
            yield return Warning(SubmissionFindingKind.SeveralObjects, name, $"holds {objects} objects; true masks hold one", "Keep the largest.");
        }

        if (!mask.FillHoles().Equals(mask))
        {
            yield return Warning(SubmissionFindingKind.Holes, name, "has holes; true masks have none", "Fill them.");
        }
    }

    private SubmissionFinding Extra(StoredFile file) =>
        Warning(SubmissionFindingKind.ExtraFile, Relative(file), "belongs to no image, and the scorer ignores it", "Leave it out.");

    private IEnumerable<SubmissionFinding> Folders() => store.Files
        .Select(file => file.Folder)
        .Where(folder => folder.Length > 0)
        .Distinct()
        .Select(folder => Warning(SubmissionFindingKind.NestedFolder, folder, "is a folder, and the scorer takes its files as if they lay outside", "Put the masks into the zip without folders."));

    private static string Relative(StoredFile file) => file.Folder.Length == 0 ? file.Name : $"{file.Folder}/{file.Name}";
}
