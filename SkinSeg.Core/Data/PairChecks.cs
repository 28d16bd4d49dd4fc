namespace SkinSeg.Data;

/// <summary>What the names alone tell: files that are missing, that belong to nothing, or that are there twice.</summary>
internal sealed class PairChecks(FolderIndex index, FindingWriter writer)
{
    public IEnumerable<VerificationFinding> Find() => MissingFolders().Concat(Duplicates()).Concat(WithoutMask()).Concat(WithoutImage()).Concat(Attributes());

    private Partition Partition => index.Folders.Partition;

    private bool HasLesionMasks => index.Folders.LesionMasks.Length > 0;

    private IEnumerable<VerificationFinding> MissingFolders()
    {
        if (index.Ids.Count == 0)
        {
            yield return writer.Of(FindingSeverity.Error, FindingKind.MissingFolder, index.Folders.Images, "no image (.jpg, .jpeg, .png) in this folder");
        }

        if (!HasLesionMasks)
        {
            // The truth of the later parts was published after the challenge: images alone can still be predicted.
            var severity = Partition == Partition.Training ? FindingSeverity.Error : FindingSeverity.Note;
            yield return writer.Of(severity, FindingKind.MissingFolder, index.Folders.Images, $"no folder {PartitionFolders.LesionMasksName(Partition)} beside it: these images can be predicted, but neither trained on nor scored");
        }

        if (index.Folders.AttributeMasks.Length == 0)
        {
            yield return writer.Of(FindingSeverity.Note, FindingKind.MissingFolder, index.Folders.Images, $"no folder {PartitionFolders.AttributeMasksName(Partition)} beside it: Task 2 needs it");
        }
    }

    private IEnumerable<VerificationFinding> Duplicates() =>
        from files in ((IEnumerable<IEnumerable<DataFile>>)index.Images).Concat(index.LesionMasks).Concat(index.AttributeMasks)
        where files.Skip(1).Any()
        select writer.Of(FindingSeverity.Error, FindingKind.Duplicate, files.First().Path, $"the same as {string.Join(", ", files.Skip(1).Select(file => file.Name))}; remove all but one");

    private IEnumerable<VerificationFinding> WithoutMask() =>
        from id in index.Ids
        where HasLesionMasks && !index.LesionMasks.Contains(id)
        select writer.Of(FindingSeverity.Error, FindingKind.ImageWithoutMask, index.Images[id].First().Path, $"no mask {FileNames.LesionMask(id)}");

    private IEnumerable<VerificationFinding> WithoutImage() =>
        from file in index.LesionMasks.SelectMany(files => files).Concat(index.AttributeMasks.SelectMany(files => files))
        where !index.Images.Contains(file.Id)
        select writer.Of(FindingSeverity.Error, FindingKind.MaskWithoutImage, file.Path, $"no image {file.Id}.jpg");

    private IEnumerable<VerificationFinding> Attributes()
    {
        var known = LesionAttributes.All.Select(attribute => attribute.FileName()).ToHashSet(StringComparer.Ordinal);
        var unknown = index.AttributeMasks.Where(files => !known.Contains(files.Key.Attribute)).SelectMany(files => files);
        var missing =
            from id in index.AttributeMasks.Count > 0 ? index.Ids : []
            from attribute in LesionAttributes.All
            where !index.AttributeMasks.Contains((id, attribute.FileName()))
            select writer.Of(FindingSeverity.Error, FindingKind.MissingAttributeMask, index.Images[id].First().Path, $"no mask {FileNames.AttributeMask(id, attribute)}");
        return missing.Concat(unknown.Select(file => writer.Of(
            FindingSeverity.Warning, FindingKind.UnknownAttribute, file.Path, $"no attribute is called '{file.Attribute}'; expected one of {string.Join(", ", known)}")));
    }
}

/// <summary>Makes findings with paths relative to the folder that is verified.</summary>
internal sealed class FindingWriter(string folder, Partition partition)
{
    public VerificationFinding Of(FindingSeverity severity, FindingKind kind, string path, string detail) =>
        new(severity, kind, partition, Path.GetRelativePath(folder, path), detail);
}
