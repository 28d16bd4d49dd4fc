namespace SkinSeg.Data;

/// <summary>The files of one partition by what they are for; nothing is decoded, and nothing is judged.</summary>
internal sealed class FolderIndex
{
    private FolderIndex(PartitionFolders folders, IReadOnlyList<DataFile> images, IReadOnlyList<DataFile> lesionMasks, IReadOnlyList<DataFile> attributeMasks)
    {
        Folders = folders;
        Images = images.ToLookup(file => file.Id, StringComparer.Ordinal);
        LesionMasks = lesionMasks.ToLookup(file => file.Id, StringComparer.Ordinal);
        AttributeMasks = attributeMasks.ToLookup(file => (file.Id, file.Attribute));
        Ids = [.. Images.Select(group => group.Key).Order(StringComparer.Ordinal)];
    }

    public PartitionFolders Folders { get; }

    /// <summary>Ids that have an image, in ordinal order.</summary>
    public IReadOnlyList<string> Ids { get; }

    public ILookup<string, DataFile> Images { get; }

    public ILookup<string, DataFile> LesionMasks { get; }

    public ILookup<(string Id, string Attribute), DataFile> AttributeMasks { get; }

    public static FolderIndex Of(PartitionFolders folders) => new(
        folders,
        Files(folders.Images, FileKind.Image),
        Files(folders.LesionMasks, FileKind.LesionMask),
        Files(folders.AttributeMasks, FileKind.AttributeMask));

    private static DataFile[] Files(string folder, FileKind kind) =>
        folder.Length == 0 ? [] : [.. FileNames.In(folder).Where(file => file.Kind == kind)];
}
