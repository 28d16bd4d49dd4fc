using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Data;

public sealed class ImageFolderTests
{
    [Fact]
    public void It_lists_images_by_name_and_leaves_masks_out()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WriteFlat(folder.Path, 2);
        ImageFiles.Write(folder["Größe 3.png"], SmallDataset.Image(3, SmallDataset.Size));
        File.WriteAllText(folder["notes.txt"], "no image");

        Assert.Equal(["Größe 3", "ISIC_0000000", "ISIC_0000001"], ImageFolder.Open(folder.Path).Select(image => image.Id));
    }

    [Fact]
    public void A_folder_without_images_and_two_images_of_one_name_are_refused()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["empty", "subfolder"]);
        ImageFiles.Write(folder["twice", "mole.png"], SmallDataset.Image(0, SmallDataset.Size));
        ImageFiles.Write(folder["twice", "mole.jpg"], SmallDataset.Image(0, SmallDataset.Size));

        Assert.Contains("Give the folder that holds the images themselves", Assert.Throws<InvalidDataException>(() => ImageFolder.Open(folder["empty"])).Message);
        Assert.Contains("2 images of one name: mole.jpg, mole.png", Assert.Throws<InvalidDataException>(() => ImageFolder.Open(folder["twice"])).Message);
    }
}
