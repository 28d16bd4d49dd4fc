using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Data;

public sealed class Isic2018ErrorTests
{
    [Fact]
    public void A_missing_folder_is_named()
    {
        using var folder = new TemporaryFolder();

        string message = Assert.Throws<DirectoryNotFoundException>(() => Isic2018.Open(folder["nowhere"])).Message;

        Assert.Equal($"{folder["nowhere"]}: there is no such folder. Check the path, or unpack the images there.", message);
    }

    [Fact]
    public void A_file_is_no_folder()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["images.zip"], "zip");

        Assert.Contains("images.zip is a file. Give the folder", Assert.Throws<DirectoryNotFoundException>(() => Isic2018.Open(folder["images.zip"])).Message);
    }

    [Fact]
    public void An_empty_folder_is_named()
    {
        using var folder = new TemporaryFolder();

        string message = Assert.Throws<InvalidDataException>(() => Isic2018.Open(folder.Path)).Message;

        Assert.Equal($"{folder.Path}: the folder is empty. Put images there, or give another folder.", message);
    }

    [Fact]
    public void A_folder_without_a_known_layout_says_what_was_looked_for()
    {
        using var folder = new TemporaryFolder();
        ImageFiles.Write(folder["mole.png"], SmallDataset.Image(0, SmallDataset.Size));

        string message = Assert.Throws<InvalidDataException>(() => Isic2018.Open(folder.Path)).Message;

        Assert.Contains("Looked for the folders ISIC2018_Task1-2_Training_Input, ISIC2018_Task1-2_Validation_Input, ISIC2018_Task1-2_Test_Input", message);
        Assert.Contains("holds 1 image(s) and no mask", message);
        Assert.Contains("put the masks beside the images", message);
    }

    [Fact]
    public void Images_without_their_ground_truth_folder_name_it()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WritePublished(folder.Path, 1);
        Directory.Delete(folder[SmallDataset.Masks], recursive: true);

        string message = Assert.Throws<InvalidDataException>(() => Isic2018.Open(folder.Path)).Message;

        Assert.Contains("there is no folder ISIC2018_Task1_Training_GroundTruth beside it", message);
        Assert.Contains("to predict only, no masks are needed", message);
        Assert.Empty(Isic2018.PartitionsIn(folder.Path));
    }

    [Fact]
    public void A_part_that_is_not_there_is_told_from_those_that_are()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WritePublished(folder.Path, 1);

        string message = Assert.Throws<InvalidDataException>(() => Isic2018.OpenPartition(folder.Path, Partition.Test)).Message;

        Assert.Contains("no Test part here, only Training. Unpack ISIC2018_Task1-2_Test_Input.zip", message);
    }

    [Fact]
    public void An_input_folder_without_images_is_named()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WritePublished(folder.Path, 1);
        File.Delete(folder[SmallDataset.Images, "ISIC_0000000.jpg"]);

        Assert.Contains("no image (.jpg, .jpeg, .png) in this folder", Assert.Throws<InvalidDataException>(() => Isic2018.Open(folder.Path)).Message);
    }

    [Fact]
    public void An_image_without_a_mask_is_named_with_the_file_that_was_expected()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WritePublished(folder.Path, 4);
        File.Delete(folder[SmallDataset.Masks, "ISIC_0000001_segmentation.png"]);
        File.Delete(folder[SmallDataset.Masks, "ISIC_0000003_segmentation.png"]);

        string message = Assert.Throws<InvalidDataException>(() => Isic2018.Open(folder.Path)).Message;

        Assert.StartsWith($"{folder[SmallDataset.Images, "ISIC_0000001.jpg"]} has no mask, nor have 1 other(s): expected {folder[SmallDataset.Masks, "ISIC_0000001_segmentation.png"]}", message);
        Assert.Contains("'data verify DIR' lists every such file", message);
    }

    [Fact]
    public void Two_images_of_one_id_and_two_masks_of_one_image_are_refused()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WriteFlat(folder["images"], 1);
        SmallDataset.WriteFlat(folder["masks"], 1);
        ImageFiles.Write(folder["images", "ISIC_0000000.png"], SmallDataset.Image(0, SmallDataset.Size));
        ImageFiles.Write(folder["masks", "ISIC_0000000_segmentation.jpg"], SmallDataset.Image(0, SmallDataset.Size));

        Assert.Contains("found 2 images of ISIC_0000000: ISIC_0000000.jpg, ISIC_0000000.png. Remove all but one", Assert.Throws<InvalidDataException>(() => Isic2018.Open(folder["images"])).Message);
        Assert.Contains("found 2 lesion masks of ISIC_0000000", Assert.Throws<InvalidDataException>(() => Isic2018.Open(folder["masks"])).Message);
    }

    [Fact]
    public void A_mask_of_another_size_names_both_files_and_sizes()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WriteFlat(folder.Path, 1);
        ImageFiles.Write(folder["ISIC_0000000_Segmentation.png"], Mask.Empty(new(16, 12)));

        string message = Assert.Throws<InvalidDataException>(() => Isic2018.Open(folder.Path).Images[0].ReadLesionMask()).Message;

        Assert.Equal(
            $"{folder["ISIC_0000000_Segmentation.png"]}: the mask is 16×12 (height×width), but its image {folder["ISIC_0000000.jpg"]} is 12×16. Save the mask at the size of its image.",
            message);
    }
}
