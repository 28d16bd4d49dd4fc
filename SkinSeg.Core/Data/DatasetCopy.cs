using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Copies a part of a data set, in the challenge's layout: a class's subset, or the images of a submission.</summary>
public static class DatasetCopy
{
    /// <summary>Copies images and masks byte by byte, so that the copy has the same manifest hash; whole or not at all.</summary>
    /// <param name="data">For example <c>data.Sample(100, seed: 1)</c>.</param>
    /// <param name="folder">The new folder; it must not be there.</param>
    /// <param name="progress">Told the number of images done.</param>
    /// <param name="cancellationToken">Checked before each image.</param>
    /// <returns>The copy, opened.</returns>
    /// <exception cref="IOException">The folder is there, or cannot be written.</exception>
    public static DermoscopyDataset CopyTo(this DermoscopyDataset data, string folder, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        OutputFolder.RequireNew(folder);
        AtomicFolder.Write(folder, temporary =>
        {
            var (images, lesions, attributes) = Folders(temporary, data);
            for (int i = 0; i < data.Images.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Copy(images, [data.Images[i].ImagePath]);
                Copy(lesions, [data.Images[i].LesionMaskPath]);
                Copy(attributes, data.Images[i].AttributeMasks.Select(mask => mask.Path));
                progress?.Report(i + 1);
            }
        });
        return Isic2018.OpenPartition(folder, data.Partition);
    }

    private static (string Images, string Lesions, string Attributes) Folders(string top, DermoscopyDataset data) => (
        Path.Combine(top, PartitionFolders.ImagesName(data.Partition)),
        Path.Combine(top, PartitionFolders.LesionMasksName(data.Partition)),
        Path.Combine(top, PartitionFolders.AttributeMasksName(data.Partition)));

    private static void Copy(string folder, IEnumerable<string> files)
    {
        foreach (string file in files)
        {
            Directory.CreateDirectory(folder);
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }
}
