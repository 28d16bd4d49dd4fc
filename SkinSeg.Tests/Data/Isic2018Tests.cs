using SkinSeg.Data;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Data;

public sealed class Isic2018Tests
{
    [Fact]
    public void The_published_layout_opens_sorted_with_all_masks_and_without_its_text_files()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WritePublished(folder.Path, 3);

        var dataset = Isic2018.Open(folder.Path);

        Assert.Equal(["ISIC_0000000", "ISIC_0000001", "ISIC_0000002"], dataset.Ids);
        Assert.Equal(Partition.Training, dataset.Partition);
        Assert.True(dataset.HasAttributes);
        Assert.Equal(folder[SmallDataset.Attributes, "ISIC_0000001_attribute_milia_like_cyst.png"], dataset.Images[1].AttributeMaskPath(LesionAttribute.MiliaLikeCyst));
        Assert.Equal(SmallDataset.Lesion(1, SmallDataset.Size), dataset["ISIC_0000001"].ReadLesionMask());
        Assert.True(dataset.Images[1].ReadAttributeMask(LesionAttribute.Streaks).IsEmpty);
        Assert.Equal(SmallDataset.Size, dataset.Images[2].ReadImage().Size);
    }

    [Fact]
    public void The_input_folder_itself_opens_with_its_siblings()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WritePublished(folder.Path, 2);
        SmallDataset.WritePublished(folder.Path, 1, Partition.Test);

        var dataset = Isic2018.Open(folder["ISIC2018_Task1-2_Test_Input"] + Path.DirectorySeparatorChar);

        Assert.Equal(Partition.Test, dataset.Partition);
        Assert.True(dataset.HasAttributes);
        Assert.Equal([Partition.Test], Isic2018.PartitionsIn(folder["ISIC2018_Task1-2_Test_Input"]));
    }

    [Fact]
    public void Training_validation_and_test_may_share_a_folder_or_have_one_each()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WritePublished(folder.Path, 3);
        SmallDataset.WritePublished(folder["Validation"], 2, Partition.Validation);
        SmallDataset.WriteFlat(folder["test"], 1);

        Assert.Equal([Partition.Training, Partition.Validation, Partition.Test], Isic2018.PartitionsIn(folder.Path));
        Assert.Equal(2, Isic2018.OpenPartition(folder.Path, Partition.Validation).Images.Count);
        Assert.Single(Isic2018.OpenPartition(folder.Path, Partition.Test).Images);
        Assert.Equal(3, Isic2018.Open(folder.Path).Images.Count);
    }

    [Fact]
    public void Images_and_masks_side_by_side_open_as_a_training_set()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WriteFlat(folder.Path, 2);

        var dataset = Isic2018.Open(folder.Path);

        Assert.Equal(2, dataset.Images.Count);
        Assert.False(dataset.HasAttributes);
        string message = Assert.Throws<FileNotFoundException>(() => dataset.Images[0].AttributeMaskPath(LesionAttribute.Globules)).Message;
        Assert.Contains("expected a file ISIC_0000000_attribute_globules.png", message);
    }

    [Fact]
    public void A_zip_unpacked_into_a_folder_of_its_own_name_opens_too()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WritePublished(folder["unpacked"], 2);
        foreach (string name in new[] { SmallDataset.Images, SmallDataset.Masks })
        {
            Directory.CreateDirectory(folder[name]);
            Directory.Move(folder["unpacked", name], folder[name, name]);
        }

        Assert.Equal(2, Isic2018.Open(folder.Path).Images.Count);
    }

    [Fact]
    public void Upper_case_extensions_superpixels_and_companion_files_of_macOS_are_understood()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WriteFlat(folder.Path, 1);
        File.Move(folder["ISIC_0000000.jpg"], folder["ISIC_0000000.JPG"]);
        File.WriteAllText(folder["ISIC_0000000_superpixels.png"], "no photograph");
        File.WriteAllText(folder["._ISIC_0000000.jpg"], "no image");

        Assert.Equal(["ISIC_0000000"], Isic2018.Open(folder.Path).Ids);
    }

    [Fact]
    public void The_manifest_hash_is_of_names_and_sizes_alone()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WritePublished(folder["a"], 3);
        SmallDataset.WritePublished(folder["b"], 3);
        string hash = Isic2018.Open(folder["a"]).ManifestHash;

        Assert.Equal(hash, Isic2018.Open(folder["b"]).ManifestHash);
        File.AppendAllText(folder["b", SmallDataset.Images, "ISIC_0000002.jpg"], "x");
        Assert.NotEqual(hash, Isic2018.Open(folder["b"]).ManifestHash);
        Assert.Matches("^[0-9a-f]{64}$", hash);
    }

    [Fact]
    public void A_larger_sample_holds_the_smaller_and_a_subset_is_asked_for_by_id()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WriteFlat(folder.Path, 12);
        var dataset = Isic2018.Open(folder.Path);

        var four = dataset.Sample(4, seed: 7);

        Assert.Equal(four, dataset.Sample(4, seed: 7));
        Assert.Subset(dataset.Sample(8, seed: 7).Ids.ToHashSet(), four.Ids.ToHashSet());
        Assert.Equal(dataset.Ids, dataset.Sample(99, seed: 7).Ids);
        Assert.Equal(four, dataset.Subset(four.Ids.Reverse()));
        Assert.Contains("1 that are not there, such as ISIC_7", Assert.Throws<ArgumentException>(() => dataset.Subset(["ISIC_7"])).Message);
        Assert.Contains("has no image ISIC_7; it has 12, from ISIC_0000000 to ISIC_0000011", Assert.Throws<ArgumentException>(() => dataset["ISIC_7"]).Message);
    }

    [Fact]
    public void It_shows_its_counts()
    {
        using var folder = new TemporaryFolder();
        SmallDataset.WritePublished(folder["small set"], 3);
        var dataset = Isic2018.Open(folder["small set"]);

        Assert.Equal("small set, Training: 3 images", dataset.ToString());
        Assert.Contains("| attribute masks | 15 |", dataset.ToMarkdown());
    }

    [Fact]
    public void The_real_images_open_with_every_mask()
    {
        var dataset = Isic2018.Open(SharedFiles.PathOf("data", "isic2018-256"));

        Assert.Equal(2000, dataset.Images.Count);
        Assert.True(dataset.HasAttributes);
        Assert.Equal(20, Isic2018.Open(SharedFiles.PathOf("data", "isic-fullres-20")).Images.Count);
    }
}
