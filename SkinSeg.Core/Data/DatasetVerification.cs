using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Looks at every file of a data set before hours are spent on it.</summary>
public static class DatasetVerification
{
    /// <summary>Decodes every image and mask of all parts below <paramref name="folder"/>, on all processors.</summary>
    /// <param name="folder">Any folder that <see cref="Isic2018.Open"/> takes.</param>
    /// <param name="progress">Told after each image with its masks.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The folder is empty or has no known layout.</exception>
    public static VerificationReport Verify(string folder, IProgress<DataProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        FolderIndex[] parts = [.. PartitionFolders.Find(folder).Select(FolderIndex.Of)];
        string root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var work = parts.SelectMany(index =>
        {
            var checks = new FileChecks(index, new(root, index.Folders.Partition));
            return AllIds(index).Select(id => (index.Folders.Partition, Check: new Func<CheckedFiles>(() => checks.Check(id))));
        }).ToArray();
        var files = OrderedParallel.Map(work, item => (item.Partition, Result: item.Check()), CountedProgress.Of(progress, work.Length), cancellationToken);
        var results = files.ToLookup(file => file.Partition, file => file.Result);
        var findings = parts.SelectMany(index =>
            new PairChecks(index, new(root, index.Folders.Partition)).Find().Concat(results[index.Folders.Partition].SelectMany(result => result.Findings)));
        return new(
            Path.GetFileName(root),
            [.. parts.Select(index => Summary(index, [.. results[index.Folders.Partition]]))],
            [.. InOrder(findings)]);
    }

    // Masks without an image are decoded too.
    private static IEnumerable<string> AllIds(FolderIndex index)
    {
        var ofMasks = index.LesionMasks.Select(files => files.Key).Concat(index.AttributeMasks.Select(files => files.Key.Id));
        return index.Ids.Concat(ofMasks).Distinct().Order(StringComparer.Ordinal);
    }

    private static IEnumerable<VerificationFinding> InOrder(IEnumerable<VerificationFinding> findings) => findings
        .OrderByDescending(finding => finding.Severity)
        .ThenBy(finding => finding.Partition)
        .ThenBy(finding => finding.Kind)
        .ThenBy(finding => finding.File, StringComparer.Ordinal);

    private static PartitionSummary Summary(FolderIndex index, CheckedFiles[] results)
    {
        ImageSize[] sizes = [.. results.Select(result => result.Size).OfType<ImageSize>()];
        AttributeSummary[] attributes = [.. LesionAttributes.All.Select(attribute => new AttributeSummary(
            attribute,
            index.AttributeMasks.Count(group => group.Key.Attribute == attribute.FileName()),
            results.Count(result => result.Positives.Contains(attribute))))];
        return new(
            index.Folders.Partition,
            index.Ids.Count,
            index.LesionMasks.Count,
            attributes.Any(attribute => attribute.Masks > 0) ? [.. attributes] : [],
            sizes.Length == 0 ? null : SizeStatistics.Of(sizes));
    }
}
