using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Tests.Data;

/// <summary>Writes tiny images and masks in the layouts that the reader knows.</summary>
internal static class SmallDataset
{
    public const string Images = "ISIC2018_Task1-2_Training_Input";
    public const string Masks = "ISIC2018_Task1_Training_GroundTruth";
    public const string Attributes = "ISIC2018_Task2_Training_GroundTruth_v3";

    public static readonly ImageSize Size = new(12, 16);

    public static string Id(int number) => $"ISIC_{number:D7}";

    /// <summary>An image whose colors tell its number.</summary>
    public static RgbImage Image(int number, ImageSize size) =>
        RgbImage.From(size, (row, column) => new((byte)(40 + (7 * number) + row), (byte)(60 + (2 * column)), 90));

    /// <summary>A block in the middle, which grows with the number.</summary>
    public static Mask Lesion(int number, ImageSize size) =>
        Mask.From(size, (row, column) => row >= 3 && row < size.Height - 3 && column >= 3 && column < size.Width - 3 - (number % 3));

    /// <summary>The layout as published, with its text files.</summary>
    public static void WritePublished(string folder, int count, Partition partition = Partition.Training)
    {
        string images = Path.Combine(folder, Images.Replace("Training", partition.ToString()));
        string masks = Path.Combine(folder, Masks.Replace("Training", partition.ToString()));
        string attributes = Path.Combine(folder, partition == Partition.Training ? Attributes : $"ISIC2018_Task2_{partition}_GroundTruth");
        for (int number = 0; number < count; number++)
        {
            ImageFiles.Write(Path.Combine(images, $"{Id(number)}.jpg"), Image(number, Size));
            ImageFiles.Write(Path.Combine(masks, $"{Id(number)}_segmentation.png"), Lesion(number, Size));
            foreach (var attribute in LesionAttributes.All)
            {
                ImageFiles.Write(Path.Combine(attributes, $"{Id(number)}_attribute_{attribute.FileName()}.png"), Mask.Empty(Size));
            }
        }

        foreach (string part in new[] { images, masks, attributes })
        {
            File.WriteAllText(Path.Combine(part, "ATTRIBUTION.txt"), "whom to thank");
            File.WriteAllText(Path.Combine(part, "LICENSE.txt"), "CC-0");
        }
    }

    /// <summary>Images and masks side by side, with the capital S of older copies.</summary>
    public static void WriteFlat(string folder, int count)
    {
        for (int number = 0; number < count; number++)
        {
            ImageFiles.Write(Path.Combine(folder, $"{Id(number)}.jpg"), Image(number, Size));
            ImageFiles.Write(Path.Combine(folder, $"{Id(number)}_Segmentation.png"), Lesion(number, Size));
        }
    }
}
