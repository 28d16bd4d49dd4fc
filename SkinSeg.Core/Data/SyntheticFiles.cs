using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>The folders and files of a synthetic set, named as ISIC 2018 Tasks 1–2 names them (facts.md §4.1–4.2).</summary>
internal sealed class SyntheticFiles(string folder)
{
    private const string Attribution = """
        These images and masks are synthetic. They were drawn by SkinSeg and show no patient.
        They follow the layout of the ISIC 2018 challenge, Tasks 1 and 2, but are no part of it.

        """;

    private const string License = """
        CC0 1.0 Universal
        To the extent possible under law, the SkinSeg authors have waived all copyright and related rights to these synthetic images and masks.
        https://creativecommons.org/publicdomain/zero/1.0/

        """;

    private readonly string images = Path.Combine(folder, PartitionFolders.ImagesName(Partition.Training));
    private readonly string lesions = Path.Combine(folder, PartitionFolders.LesionMasksName(Partition.Training));
    private readonly string attributes = Path.Combine(folder, PartitionFolders.AttributeMasksName(Partition.Training));

    /// <summary>Makes the three folders and their two texts each; refuses a folder with images that the new set would not replace.</summary>
    public void Prepare(int count)
    {
        string? stranger = Directory.Exists(images)
            ? Directory.EnumerateFiles(images, "*.jpg").Order(StringComparer.Ordinal).FirstOrDefault(path => !IsReplaced(path, count))
            : null;
        if (stranger is not null)
        {
            throw new IOException($"{images} already holds {Path.GetFileName(stranger)}, which is not one of the {count} images to be drawn. Choose an empty folder, or remove that one first.");
        }

        foreach (string part in (string[])[images, lesions, attributes])
        {
            AtomicFile.WriteAllText(Path.Combine(part, "ATTRIBUTION.txt"), Attribution);
            AtomicFile.WriteAllText(Path.Combine(part, "LICENSE.txt"), License);
        }
    }

    /// <summary>Writes the masks, then the image: an image that is there has its masks. Returns the image's path.</summary>
    public string Write(SyntheticSample sample)
    {
        ImageFiles.Write(Path.Combine(lesions, FileNames.LesionMask(sample.Id)), sample.Lesion);
        foreach (var attribute in LesionAttributes.All)
        {
            ImageFiles.Write(Path.Combine(attributes, FileNames.AttributeMask(sample.Id, attribute)), sample.Attributes.Of(attribute));
        }

        string path = Path.Combine(images, $"{sample.Id}.jpg");
        ImageFiles.Write(path, sample.Image);
        return path;
    }

    private static bool IsReplaced(string path, int count) =>
        Path.GetFileNameWithoutExtension(path) is ['I', 'S', 'I', 'C', '_', .. var digits]
        && int.TryParse(digits, out int number) && number >= SyntheticPlan.FirstNumber && number < SyntheticPlan.FirstNumber + count;
}
