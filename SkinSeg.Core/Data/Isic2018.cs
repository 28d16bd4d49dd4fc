using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Reads ISIC 2018 Tasks 1–2 as published, and folders of one's own images with <c>ID_segmentation.png</c> beside them.</summary>
/// <remarks>
/// Folder and file names are those of facts.md §4.1–4.2; text files, superpixel images and the case of letters are ignored. The folder may hold
/// the challenge's folders, be the input folder itself with the others beside it, or hold folders <c>Training</c>, <c>Validation</c> and <c>Test</c>.
/// </remarks>
public static class Isic2018
{
    private const string Remedy = "'data verify DIR' lists every such file.";

    /// <summary>Opens the training part, or the first part that is there. Only names and file sizes are read.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The folder is empty, has no known layout, or an image has no mask or two; the message says what to do.</exception>
    public static DermoscopyDataset Open(string folder) => OpenFound(folder, PartitionFolders.Find(folder)[0]);

    /// <summary>Opens one part.</summary>
    /// <inheritdoc cref="Open"/>
    public static DermoscopyDataset OpenPartition(string folder, Partition partition)
    {
        var found = PartitionFolders.Find(folder);
        return OpenFound(folder, found.FirstOrDefault(folders => folders.Partition == partition)
            ?? throw new InvalidDataException(
                $"{Path.GetFullPath(folder)}: no {partition} part here, only {string.Join(", ", found.Select(folders => folders.Partition))}. "
                + $"Unpack {PartitionFolders.ImagesName(partition)}.zip and its ground truth there."));
    }

    /// <summary>The parts of which images and lesion masks are both there, in the order Training, Validation, Test.</summary>
    /// <inheritdoc cref="Open"/>
    public static ValueList<Partition> PartitionsIn(string folder) =>
        [.. PartitionFolders.Find(folder).Where(folders => folders.LesionMasks.Length > 0).Select(folders => folders.Partition)];

    private static DermoscopyDataset OpenFound(string folder, PartitionFolders folders)
    {
        if (folders.LesionMasks.Length == 0)
        {
            throw new InvalidDataException(
                $"{folders.Images} has no masks: there is no folder {PartitionFolders.LesionMasksName(folders.Partition)} beside it. "
                + "Unpack the ground truth of Task 1 there; to predict only, no masks are needed.");
        }

        var index = FolderIndex.Of(folders);
        if (index.Ids.Count == 0)
        {
            throw new InvalidDataException($"{folders.Images}: no image (.jpg, .jpeg, .png) in this folder. Unpack the images there.");
        }

        CheckPairs(index);
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return new(name, folders.Partition, index.Ids.Select(id => ImageOf(index, id)));
    }

    private static DermoscopyImage ImageOf(FolderIndex index, string id) => new(
        id,
        Only(index.Images[id], $"images of {id}").Path,
        Only(index.LesionMasks[id], $"lesion masks of {id}").Path,
        [.. from attribute in LesionAttributes.All
            let files = index.AttributeMasks[(id, attribute.FileName())]
            where files.Any()
            select new AttributeMaskFile(attribute, Only(files, $"masks of {attribute.FileName()} of {id}").Path)]);

    private static void CheckPairs(FolderIndex index)
    {
        string[] missing = [.. index.Ids.Where(id => !index.LesionMasks.Contains(id))];
        if (missing.Length > 0)
        {
            string image = index.Images[missing[0]].First().Path;
            string mask = Path.Combine(index.Folders.LesionMasks, FileNames.LesionMask(missing[0]));
            string others = missing.Length > 1 ? $", nor have {missing.Length - 1} other(s)" : string.Empty;
            throw new InvalidDataException($"{image} has no mask{others}: expected {mask}. Put the mask there or remove the image; {Remedy}");
        }
    }

    private static DataFile Only(IEnumerable<DataFile> files, string what)
    {
        DataFile[] all = [.. files];
        string names = string.Join(", ", all.Select(file => file.Name));
        return all.Length == 1
            ? all[0]
            : throw new InvalidDataException($"{all[0].Path}: expected one file, found {all.Length} {what}: {names}. Remove all but one; {Remedy}");
    }
}
