using SkinSeg.Experiments;
using SkinSeg.Models;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class NetworkTablesTests
{
    [Fact]
    [NoTensorLeak]
    public void A_network_of_the_paper_stands_beside_the_adopted_code_s_count()
    {
        var table = NetworkTables.Parameters([ModelSummary.Of(NetworkCatalogue.ResNet152, new(32, 32))]);

        Assert.Equal(
            ["resnet152", "58,143,808", "6,332,353", "64,476,161", "64,476,161", "0", "151,936", "151,936"], // facts.md §1.3
            table.Rows[0].Take(8));
    }

    [Fact]
    [NoTensorLeak]
    public void A_network_that_the_paper_does_not_have_stands_alone()
    {
        var table = NetworkTables.Parameters([ModelSummary.Of(NetworkCatalogue.CompactResNet, new(32, 32))]);

        Assert.Equal(("1,339,729", string.Empty, string.Empty), (table.Rows[0][3], table.Rows[0][4], table.Rows[0][5]));
    }

    [Fact]
    public void Preprocessing_says_where_the_paper_s_text_differs_from_the_weights()
    {
        var deepLab = new NetworkConfig { Name = "d", Preprocessing = SkinSeg.Tensors.PreprocessingKind.TensorFlow, PaperTextPreprocessing = SkinSeg.Tensors.PreprocessingKind.Unit };

        var table = NetworkTables.Preprocessings([NetworkCatalogue.ResNet152, deepLab]);

        Assert.Equal(["resnet152", "Caffe: blue first, minus (123.7, 116.8, 103.9), over (1, 1, 1)", "the same"], table.Rows[0]);
        Assert.Equal(["d", "TensorFlow: red first, minus (127.5, 127.5, 127.5), over (127.5, 127.5, 127.5)", "Unit: red first, minus (0, 0, 0), over (255, 255, 255)"], table.Rows[1]);
    }

    [Fact]
    public void Caffe_s_weights_have_their_stride_and_their_pooling_of_their_own()
    {
        var row = NetworkTables.Conventions().Rows.Single(row => row[0] == "Caffe");

        Assert.Equal(["0.00001", "on the 1×1 convolution", "hangs over at the bottom and the right"], row.Skip(2));
    }

    [Fact]
    public void Every_network_of_the_catalogue_has_its_row_in_the_paper_s_Table_I()
    {
        Assert.All(NetworkCatalogue.All, network => Assert.Contains(PaperNumbers.TableOne, row => row.Network == network.PaperNetwork));
        Assert.Equal(NetworkCatalogue.Paper.Select(network => network.Name).Append("ensemble"), PaperNumbers.TableOne.Select(row => row.Network));
    }
}
