namespace SkinSeg.Data;

/// <summary>What the names alone tell: files that are missing, that belong to nothing, or that are there twice.</summary>
internal sealed class PairChecks(FolderIndex index, FindingWriter writer)
{
    public IEnumerable<VerificationFinding> Find() =>
        [.. MissingFolders(), .. Duplicates(), .. WithoutMask(), .. WithoutImage(), .. Attributes()];

    private Partition Partition => index.Folders.Partition;

    private bool HasLesionMasks => index.Folders.LesionMasks.Length > 0;

    private IEnumerable<VerificationFinding> MissingFolders()
    {
        if (index.Ids.Count == 0)
        {
            yield return writer.Error(FindingKind.MissingFolder, index.Folders.Images, "no image (.jpg, .jpeg, .png) in this folder");
        }

        if (!HasLesionMasks)
        {
            // The truth of the later parts was published after the challenge: images alone can still be predicted.
            string detail = $"no folder {PartitionFolders.LesionMasksName(Partition)} beside it: these images can be predicted, but neither trained on nor scored";
            yield return Partition == Partition.Training
                ? writer.Error(FindingKind.MissingFolder, index.Folders.Images, detail)
                : writer.Note(FindingKind.MissingFolder, index.Folders.Images, detail);
        }

        if (index.Folders.AttributeMasks.Length == 0)
        {
            string detail = $"no folder {PartitionFolders.AttributeMasksName(Partition)} beside it: Task 2 needs it";
            yield return writer.Note(FindingKind.MissingFolder, index.Folders.Images, detail);
        }
    }

    private IEnumerable<VerificationFinding> Duplicates() =>
        from files in ((IEnumerable<IEnumerable<DataFile>>)index.Images).Concat(index.LesionMasks).Concat(index.AttributeMasks)
        where files.Skip(1).Any()
        let others = string.Join(", ", files.Skip(1).Select(file => file.Name))
        select writer.Error(FindingKind.Duplicate, files.First().Path, $"the same as {others}; remove all but one");

    private IEnumerable<VerificationFinding> WithoutMask() =>
        from id in index.Ids
        where HasLesionMasks && !index.LesionMasks.Contains(id)
        select writer.Error(FindingKind.ImageWithoutMask, index.Images[id].First().Path, $"no mask {FileNames.LesionMask(id)}");

    private IEnumerable<VerificationFinding> WithoutImage() =>
        from file in index.LesionMasks.SelectMany(files => files).Concat(index.AttributeMasks.SelectMany(files => files))
        where !index.Images.Contains(file.Id)
        select writer.Error(FindingKind.MaskWithoutImage, file.Path, $"no image {file.Id}.jpg");

    private IEnumerable<VerificationFinding> Attributes()
    {
        var known = LesionAttributes.All.Select(attribute => attribute.FileName()).ToHashSet(StringComparer.Ordinal);
        var unknown = index.AttributeMasks.Where(files => !known.Contains(files.Key.Attribute)).SelectMany(files => files);
        var missing =
            from id in index.AttributeMasks.Count > 0 ? index.Ids : []
            from attribute in LesionAttributes.All
            where !index.AttributeMasks.Contains((id, attribute.FileName()))
            select writer.Error(FindingKind.MissingAttributeMask, index.Images[id].First().Path, $"no mask {FileNames.AttributeMask(id, attribute)}");
        string names = string.Join(", ", known);
        return missing.Concat(unknown.Select(file =>
            writer.Warning(FindingKind.UnknownAttribute, file.Path, $"no attribute is called '{file.Attribute}'; expected one of {names}")));
    }
}
