using System.Text.RegularExpressions;

namespace SkinSeg.Data;

/// <summary>A truth file and the one prediction that answers it.</summary>
internal sealed record ScorePair(string Id, string TruthPath, string PredictionPath);

/// <summary>Finds the pairs of a truth and a prediction folder by the rules of the challenge's own scorer (facts.md §4.5).</summary>
/// <remarks>
/// More lenient in two points, for folders as people have them: files that file managers leave behind (<c>.DS_Store</c>, <c>Thumbs.db</c>) are
/// skipped, and the probability maps that <c>predict</c> writes beside its masks do not count as second submissions but bring a warning.
/// </remarks>
internal static partial class ScorePairs
{
    private const string ProbabilitySuffix = "_probability";
    private static readonly string[] Texts = ["ATTRIBUTION.txt", "LICENSE.txt"];
    private static readonly string[] Litter = ["Thumbs.db", "desktop.ini"];

    /// <summary>Matches every truth file by its seven digits, in order of name.</summary>
    /// <param name="truthFolder">Masks named <c>ISIC_[7 digits]…</c>.</param>
    /// <param name="predictionFolder">Files whose names contain the same digits.</param>
    /// <param name="warnings">Receives what was found besides.</param>
    public static IReadOnlyList<ScorePair> Find(string truthFolder, string predictionFolder, List<string> warnings)
    {
        string[] truths = [.. FilesIn(truthFolder, "ground truth").Where(path => !IsText(path))];
        if (truths.Length == 0)
        {
            throw new InvalidDataException($"{truthFolder}: expected masks named ISIC_<7 digits>_segmentation.png, found none.");
        }

        string[] predictions = FilesIn(predictionFolder, "predictions");
        var byDigits = predictions.SelectMany(path => DigitsIn(path).Select(digits => (digits, path))).ToLookup(entry => entry.digits, entry => entry.path);
        Dictionary<string, string> ids = [];
        var pairs = truths.Select(truth => Match(truth, ids, byDigits, predictionFolder)).ToArray();
        Warn(predictionFolder, predictions.Except(pairs.Select(pair => pair.PredictionPath)).Where(path => !IsText(path)), warnings);
        return pairs;
    }

    private static string[] FilesIn(string folder, string content)
    {
        if (!Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException(File.Exists(folder)
                ? $"{folder}: expected a folder of {content}, got a file. Unpack it first."
                : $"{folder}: expected a folder of {content}, but there is none. Check the path.");
        }

        return [.. Directory.EnumerateFiles(folder).Where(path => !IsLitter(Path.GetFileName(path))).Order(StringComparer.Ordinal)];
    }

    private static bool IsText(string path) => Texts.Contains(Path.GetFileName(path), StringComparer.Ordinal);

    private static bool IsLitter(string name) => name.StartsWith('.') || Litter.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static ScorePair Match(string truth, Dictionary<string, string> ids, ILookup<string, string> byDigits, string predictionFolder)
    {
        string name = Path.GetFileName(truth);
        string id = TruthId().Match(Path.GetFileNameWithoutExtension(truth)) is { Success: true } match
            ? match.Value
            : throw new InvalidDataException($"Unknown ground truth file: {name}. Expected only masks named ISIC_<7 digits>_segmentation.png in {Path.GetDirectoryName(truth)}.");
        if (!ids.TryAdd(id, name))
        {
            throw new InvalidDataException($"{Path.GetDirectoryName(truth)}: expected one mask per image, got {ids[id]} and {name}. Task 1 knows only the lesion mask.");
        }

        string[] candidates = [.. byDigits[id["ISIC_".Length..]]];
        string[] masks = candidates.Length > 1 ? [.. candidates.Where(path => !IsProbabilityMap(path))] : candidates;
        return masks.Length switch
        {
            1 => new(id, truth, masks[0]),
            0 => throw new InvalidDataException($"No matching submission for: {name}. Expected one file in {predictionFolder} whose name contains {id["ISIC_".Length..]}."),
            _ => throw new InvalidDataException($"Multiple matching submissions for: {name}. Expected one file in {predictionFolder}, got {Names(masks)}."),
        };
    }

    private static void Warn(string folder, IEnumerable<string> unused, List<string> warnings)
    {
        var kinds = unused.ToLookup(IsProbabilityMap);
        if (kinds[true].Any())
        {
            warnings.Add($"{folder}: {kinds[true].Count()} probability map(s) were left aside ({Names(kinds[true])}); the challenge's scorer would take them for second submissions.");
        }

        if (kinds[false].Any())
        {
            warnings.Add($"{folder}: {kinds[false].Count()} file(s) belong to no image of the ground truth and were ignored ({Names(kinds[false])}).");
        }

        string[] folders = [.. Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)];
        if (folders.Length > 0)
        {
            warnings.Add($"{folder}: {folders.Length} folder(s) inside were not looked into ({Names(folders)}).");
        }
    }

    private static bool IsProbabilityMap(string path) =>
        Path.GetFileNameWithoutExtension(path).EndsWith(ProbabilitySuffix, StringComparison.OrdinalIgnoreCase);

    private static string Names(IEnumerable<string> paths) =>
        string.Join(", ", paths.Take(3).Select(Path.GetFileName)) + (paths.Skip(3).Any() ? ", …" : string.Empty);

    // Every run of seven digits, overlapping ones too: the official rule is "the name contains the digits".
    private static IEnumerable<string> DigitsIn(string path) =>
        SevenDigits().Matches(Path.GetFileNameWithoutExtension(path)).Select(match => match.Groups[1].Value).Distinct();

    [GeneratedRegex("ISIC_[0-9]{7}", RegexOptions.CultureInvariant)]
    private static partial Regex TruthId();

    [GeneratedRegex("(?=([0-9]{7}))", RegexOptions.CultureInvariant)]
    private static partial Regex SevenDigits();
}
