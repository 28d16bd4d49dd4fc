namespace SkinSeg.Data;

/// <summary>Where the files of one partition lie.</summary>
/// <param name="Partition">Which part.</param>
/// <param name="Images">Folder of the images.</param>
/// <param name="LesionMasks">Folder of the lesion masks; empty where there is none.</param>
/// <param name="AttributeMasks">Folder of the attribute masks; empty where there is none.</param>
internal sealed record PartitionFolders(Partition Partition, string Images, string LesionMasks, string AttributeMasks)
{
    /// <summary>Published name of the folder of images, which is the zip's name (facts.md §4.1).</summary>
    public static string ImagesName(Partition partition) => $"ISIC2018_Task1-2_{partition}_Input";

    /// <summary>Published name of the folder of lesion masks.</summary>
    public static string LesionMasksName(Partition partition) => $"ISIC2018_Task1_{partition}_GroundTruth";

    /// <summary>Published name of the folder of attribute masks; the training part's ends in <c>_v3</c>.</summary>
    public static string AttributeMasksName(Partition partition) =>
        AttributeMasksStart(partition) + (partition == Partition.Training ? "_v3" : string.Empty);

    /// <summary>All partitions below <paramref name="folder"/>, in the order Training, Validation, Test.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The folder is empty or holds no known layout.</exception>
    public static IReadOnlyList<PartitionFolders> Find(string folder)
    {
        string root = Existing(folder);
        PartitionFolders[] found = [.. Enum.GetValues<Partition>().Select(partition => FindPublished(root, partition)).OfType<PartitionFolders>()];
        if (found.Length == 0 && FindFlat(root, Partition.Training) is { } flat)
        {
            found = [flat];
        }

        return found.Length > 0 ? found : throw new InvalidDataException(Unknown(root));
    }

    /// <summary>The full path of a folder that must be there and hold something.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The folder is empty.</exception>
    public static string Existing(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (!Directory.Exists(path))
        {
            throw new DirectoryNotFoundException(File.Exists(path)
                ? $"{path} is a file. Give the folder that holds the images."
                : $"{path}: there is no such folder. Check the path, or unpack the images there.");
        }

        return Directory.EnumerateFileSystemEntries(path).Any()
            ? path
            : throw new InvalidDataException($"{path}: the folder is empty. Put images there, or give another folder.");
    }

    private static PartitionFolders? FindPublished(string root, Partition partition)
    {
        // The folder given, the folder around it when the images' own folder was given, or a subfolder such as "Validation".
        string name = ImagesName(partition);
        string around = Path.GetDirectoryName(root) ?? root;
        bool isImages = Path.GetFileName(root).Equals(name, StringComparison.OrdinalIgnoreCase);
        string inside = Subfolder(root, partition.ToString());
        string parent = isImages ? around : Subfolder(root, name).Length > 0 ? root : inside;
        string images = parent.Length == 0 ? string.Empty : Subfolder(parent, name);
        if (images.Length > 0)
        {
            return new(partition, images, Subfolder(parent, LesionMasksName(partition)), AttributeFolder(parent, partition));
        }

        return inside.Length > 0 ? FindFlat(inside, partition) : null;
    }

    private static PartitionFolders? FindFlat(string folder, Partition partition)
    {
        var files = FileNames.In(folder);
        bool isFlat = files.Any(file => file.Kind == FileKind.Image) && files.Any(file => file.Kind == FileKind.LesionMask);
        return isFlat ? new(partition, folder, folder, folder) : null;
    }

    // Names are compared without case, and a zip unpacked into a folder of its own name is looked into.
    private static string Subfolder(string parent, string name)
    {
        string? found = Directory.EnumerateDirectories(parent)
            .FirstOrDefault(path => Path.GetFileName(path).Equals(name, StringComparison.OrdinalIgnoreCase));
        if (found is null)
        {
            return string.Empty;
        }

        string again = Path.Combine(found, Path.GetFileName(found));
        return Directory.Exists(again) ? again : found;
    }

    // The training part has appeared in several versions, the last of which is _v3.
    private static string AttributeFolder(string parent, Partition partition)
    {
        string start = AttributeMasksStart(partition);
        string name = Directory.EnumerateDirectories(parent).Select(path => Path.GetFileName(path))
            .Where(name => name.StartsWith(start, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).LastOrDefault(string.Empty);
        return name.Length == 0 ? string.Empty : Subfolder(parent, name);
    }

    private static string AttributeMasksStart(Partition partition) => $"ISIC2018_Task2_{partition}_GroundTruth";

    private static string Unknown(string root)
    {
        string[] names = [.. Enum.GetValues<Partition>().Select(ImagesName)];
        int images = FileNames.In(root).Count(file => file.Kind == FileKind.Image);
        string found = images > 0 ? $"{images} image(s) and no mask" : "no image";
        return $"{root}: no data set with masks found. Looked for the folders {string.Join(", ", names)}, and for images with ID_segmentation.png beside them; "
            + $"the folder itself holds {found}. Unpack the challenge's zip files there, or put the masks beside the images.";
    }
}
