using System.Text.RegularExpressions;

namespace SkinSeg.Data;

/// <summary>Finds predictions as the challenge's own scorer does: by the seven digits and the attribute's name within the file's name (facts.md §4.5).</summary>
/// <remarks>
/// More lenient in one point, for folders as <c>predict</c> leaves them: a probability map beside its mask is no second prediction. A zip is what is
/// uploaded, and is judged as the challenge would.
/// </remarks>
internal sealed partial class PredictionIndex
{
    private readonly FileStore store;
    private readonly ILookup<string, StoredFile> byDigits;

    public PredictionIndex(FileStore store)
    {
        this.store = store;
        byDigits = store.Files.SelectMany(file => DigitsIn(file).Select(digits => (digits, file))).ToLookup(entry => entry.digits, entry => entry.file);
    }

    /// <summary>Every file that the scorer would take for the mask of one target of an image.</summary>
    /// <param name="id">The image: ISIC_ and seven digits.</param>
    /// <param name="target">What its mask is of.</param>
    /// <param name="maps">Prefer probability maps to the masks beside them.</param>
    public IReadOnlyList<StoredFile> Find(string id, SegmentationTarget target, bool maps = false)
    {
        var named = byDigits[Digits(id)];
        StoredFile[] files = target == SegmentationTarget.Lesion
            ? [.. named]
            : [.. named.Where(file => file.Stem.Contains(target.FileName(), StringComparison.Ordinal))];
        if (files.Length < 2 || (store.IsZip && !maps))
        {
            return files;
        }

        StoredFile[] preferred = [.. files.Where(file => file.IsProbabilityMap == maps)];
        return preferred.Length > 0 ? preferred : files;
    }

    /// <summary>Files that were taken for no mask.</summary>
    public IReadOnlyList<StoredFile> Unused(IEnumerable<StoredFile> used)
    {
        var taken = used.ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. store.Files.Where(file => !taken.Contains(file) && !FileStore.IsText(file))];
    }

    /// <summary>What the scorer passes over without a word.</summary>
    public IEnumerable<string> Warnings(IEnumerable<StoredFile> used)
    {
        var unused = Unused(used).ToLookup(file => file.IsProbabilityMap && !store.IsZip, file => file.Name);
        if (unused[true].ToArray() is { Length: > 0 } maps)
        {
            yield return $"{store.Path}: {maps.Length} probability map(s) were left aside ({FileStore.Names(maps)}); the challenge's scorer would take them for second submissions.";
        }

        if (unused[false].ToArray() is { Length: > 0 } others)
        {
            yield return $"{store.Path}: {others.Length} file(s) belong to no image of the ground truth and were ignored ({FileStore.Names(others)}).";
        }

        string[] folders = store.IsZip
            ? [.. store.Files.Select(file => file.Folder).Where(folder => folder.Length > 0).Distinct()]
            : [.. Directory.EnumerateDirectories(store.Path).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];
        if (folders.Length > 0)
        {
            string outcome = store.IsZip ? "had their files taken as if they lay outside" : "were not looked into";
            yield return $"{store.Path}: {folders.Length} folder(s) inside {outcome} ({FileStore.Names(folders)}).";
        }
    }

    /// <summary>The id in a name: ISIC_ and seven digits; empty where there is none.</summary>
    public static string IdIn(string stem) => Id().Match(stem).Value;

    /// <summary>The digits of an id.</summary>
    public static string Digits(string id) => id["ISIC_".Length..];

    // Every run of seven digits, overlapping ones too: the official rule is "the name contains the digits".
    private static IEnumerable<string> DigitsIn(StoredFile file) => SevenDigits().Matches(file.Stem).Select(match => match.Groups[1].Value).Distinct();

    [GeneratedRegex("ISIC_[0-9]{7}", RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    [GeneratedRegex("(?=([0-9]{7}))", RegexOptions.CultureInvariant)]
    private static partial Regex SevenDigits();
}
