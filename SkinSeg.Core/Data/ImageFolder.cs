using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>An image file without a mask, to predict on.</summary>
/// <param name="Id">The file's name without its extension.</param>
/// <param name="Path">The file.</param>
public sealed record ImageFile(string Id, string Path);

/// <summary>Lists a plain folder of images.</summary>
public static class ImageFolder
{
    /// <summary>The images (.jpg, .jpeg, .png) of one folder in ordinal order of their ids; masks beside them and subfolders are left out.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The folder holds no image, or two images of one id.</exception>
    public static ValueList<ImageFile> Open(string folder)
    {
        string path = PartitionFolders.Existing(folder);
        var files = FileNames.In(path).Where(file => file.Kind == FileKind.Image).OrderBy(file => file.Id, StringComparer.Ordinal);
        ImageFile[] images = [.. files.Select(file => new ImageFile(file.Id, file.Path))];
        if (images.Length == 0)
        {
            throw new InvalidDataException($"{path}: no image (.jpg, .jpeg, .png) in this folder. Give the folder that holds the images themselves.");
        }

        // Ids name the files that are written for an image, on some systems without regard to case.
        var twice = images.GroupBy(image => image.Id, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            string names = string.Join(", ", twice.Select(image => Path.GetFileName(image.Path)));
            throw new InvalidDataException($"{twice.First().Path}: {twice.Count()} images of one name: {names}. Rename or remove all but one.");
        }

        return [.. images];
    }
}
