using System.Text.RegularExpressions;

namespace SkinSeg.Data;

/// <summary>A truth file and the one prediction that answers it.</summary>
internal sealed record ScorePair(string Id, SegmentationTarget Target, StoredFile Truth, StoredFile Prediction);

/// <summary>Finds the pairs of truths and predictions by the rules of the challenge's own scorer (facts.md §4.5).</summary>
internal sealed partial class ScorePairs(ChallengeTask task, FileStore truths, FileStore predictions)
{
    private readonly PredictionIndex index = new(predictions);

    /// <summary>Matches every truth file, in order of name.</summary>
    /// <exception cref="InvalidDataException">A truth has an unknown name, or not exactly one prediction; the message says which.</exception>
    public IReadOnlyList<ScorePair> Find()
    {
        StoredFile[] masks = [.. truths.Files.Where(file => !FileStore.IsText(file))];
        if (masks.Length == 0)
        {
            throw new InvalidDataException($"{truths.Path}: expected masks named {Pattern}, found none.");
        }

        Dictionary<(string, SegmentationTarget), string> names = [];
        return [.. masks.Select(truth => Match(truth, names))];
    }

    /// <summary>What the challenge's scorer accepts silently.</summary>
    public IEnumerable<string> Warnings(IEnumerable<ScorePair> pairs) => index.Warnings(pairs.Select(pair => pair.Prediction));

    private string Pattern => task == ChallengeTask.LesionSegmentation ? "ISIC_<7 digits>_segmentation.png" : "ISIC_<7 digits>_attribute_<name>.png";

    private ScorePair Match(StoredFile truth, Dictionary<(string, SegmentationTarget), string> names)
    {
        string id = PredictionIndex.IdIn(truth.Stem);
        if (id.Length == 0 || TargetOf(truth) is not { } target)
        {
            throw new InvalidDataException($"Unknown ground truth file: {truth.Name}. Expected only masks named {Pattern} in {truths.Path}.");
        }

        if (!names.TryAdd((id, target), truth.Name))
        {
            string hint = task == ChallengeTask.LesionSegmentation ? "Task 1 knows only the lesion mask." : "Remove one of them.";
            throw new InvalidDataException($"{truths.Path}: expected one mask per image, got {names[(id, target)]} and {truth.Name}. {hint}");
        }

        return new(id, target, truth, Only(truth, index.Find(id, target), Contents(id, target)));
    }

    private SegmentationTarget? TargetOf(StoredFile truth) => task == ChallengeTask.LesionSegmentation
        ? SegmentationTarget.Lesion
        : Attribute().Match(truth.Stem) is { Success: true } match && SegmentationTargets.Attributes.Where(target => target.FileName() == match.Groups[1].Value).ToArray() is [var target]
            ? target
            : null;

    private StoredFile Only(StoredFile truth, IReadOnlyList<StoredFile> files, string contents) => files switch
    {
        [var only] => only,
        [] => throw new InvalidDataException($"No matching submission for: {truth.Name}. Expected one file in {predictions.Path} whose name contains {contents}."),
        _ => throw new InvalidDataException(
            $"Multiple matching submissions for: {truth.Name}. Expected one file in {predictions.Path}, got {FileStore.Names([.. files.Select(file => file.Name)])}."),
    };

    private static string Contents(string id, SegmentationTarget target) =>
        target == SegmentationTarget.Lesion ? PredictionIndex.Digits(id) : $"{PredictionIndex.Digits(id)} and {target.FileName()}";

    [GeneratedRegex("attribute_([a-z_]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Attribute();
}
