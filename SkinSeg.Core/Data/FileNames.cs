namespace SkinSeg.Data;

/// <summary>What a file is for, as its name says.</summary>
internal enum FileKind
{
    Image,
    LesionMask,
    AttributeMask,
    Other,
}

/// <summary>One file of a data set.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Id">Id of its image; empty for <see cref="FileKind.Other"/>.</param>
/// <param name="Attribute">The attribute's name in the file's name; empty where there is none.</param>
internal sealed record DataFile(string Path, FileKind Kind, string Id, string Attribute)
{
    public string Name => System.IO.Path.GetFileName(Path);
}

/// <summary>The naming rules of ISIC 2018 (facts.md §4.2): <c>ID.jpg</c>, <c>ID_segmentation.png</c>, <c>ID_attribute_NAME.png</c>.</summary>
internal static class FileNames
{
    private const string LesionMaskEnd = "_segmentation";
    private const string AttributeMiddle = "_attribute_";

    // Input folders of earlier challenges hold a superpixel image beside each photograph; predictions may lie beside the images too.
    private static readonly string[] OtherEnds = ["_superpixels", "_probability"];

    /// <summary>Name of the lesion mask of <paramref name="id"/>.</summary>
    public static string LesionMask(string id) => $"{id}{LesionMaskEnd}.png";

    /// <summary>Name of the mask of one attribute of <paramref name="id"/>.</summary>
    public static string AttributeMask(string id, LesionAttribute attribute) => $"{id}{AttributeMiddle}{attribute.FileName()}.png";

    /// <summary>Reads a file's name; letters' case does not matter, since older copies say <c>_Segmentation</c>.</summary>
    public static DataFile Parse(string path)
    {
        string stem = Path.GetFileNameWithoutExtension(path);
        int attribute = stem.LastIndexOf(AttributeMiddle, StringComparison.OrdinalIgnoreCase);
        if (!IsImage(path) || OtherEnds.Any(end => stem.EndsWith(end, StringComparison.OrdinalIgnoreCase)))
        {
            return new(path, FileKind.Other, string.Empty, string.Empty);
        }

        if (stem.EndsWith(LesionMaskEnd, StringComparison.OrdinalIgnoreCase))
        {
            return new(path, FileKind.LesionMask, stem[..^LesionMaskEnd.Length], string.Empty);
        }

        return attribute >= 0
            ? new(path, FileKind.AttributeMask, stem[..attribute], stem[(attribute + AttributeMiddle.Length)..].ToLowerInvariant())
            : new(path, FileKind.Image, stem, string.Empty);
    }

    /// <summary>The files of one folder, without its subfolders, in ordinal order of their names.</summary>
    public static IReadOnlyList<DataFile> In(string folder) =>
        [.. Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(Parse)];

    // A name that begins with a dot is a companion file of macOS ("._ISIC_0000000.jpg") and no image.
    private static bool IsImage(string path) =>
        !Path.GetFileName(path).StartsWith('.') && Path.GetExtension(path).ToLowerInvariant() is (".jpg" or ".jpeg" or ".png");
}
