using SkinSeg.Notebooks.Commands;
using SkinSeg.Tests.Data;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Commands;

public sealed class VerifyDataTests
{
    [Fact]
    public void A_whole_data_set_ends_with_0_and_a_broken_one_with_1_and_the_file()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WritePublished(folder.Path, 2);

        var (code, text) = Run(folder.Path);
        Assert.Equal(0, code);
        Assert.EndsWith("No errors.\n", text);

        File.Delete(folder[SmallDataset.Masks, "ISIC_0000001_segmentation.png"]);
        (code, text) = Run(folder.Path);
        Assert.Equal(1, code);
        Assert.Contains($"Error: {Path.Combine(SmallDataset.Images, "ISIC_0000001.jpg")}: no mask ISIC_0000001_segmentation.png\n", text);
        Assert.EndsWith("1 error(s).\n", text);
    }

    [Fact]
    public void A_folder_without_data_is_left_to_the_guard_which_ends_with_2()
    {
        using var folder = new TemporaryFolder();

        Assert.Throws<InvalidDataException>(() => Run(folder.Path));
        Assert.Throws<DirectoryNotFoundException>(() => Run(folder["nowhere"]));
    }

    private static (int Code, string Text) Run(string folder)
    {
        using var output = new StringWriter { NewLine = "\n" };
        int code = new VerifyData { Folder = folder }.Run(new(output, TextWriter.Null, CancellationToken.None));
        return (code, output.ToString());
    }
}
