using SkinSeg.Data;
using SkinSeg.Experiments;
using SkinSeg.Imaging;
using SkinSeg.Losses;
using SkinSeg.Metrics;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using SkinSeg.Training;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class AttributeResultTests : IDisposable
{
    private static readonly Experiment Pigment = Experiment.ForAttribute(LesionAttribute.PigmentNetwork) with
    {
        Network = SmallWorld.Experiment.Network,
        Preparation = new() { Size = new(64, 32) }, // another size than that of the lesions' maps
        Folds = SmallWorld.Experiment.Folds,
        Training = SmallWorld.Experiment.Training with { BatchOrder = BatchOrder.Stratified, Loss = Loss.SquaredJaccard },
        Views = SmallWorld.Experiment.Views,
        Search = GridSearch.Attribute with { Grid = SmallWorld.Experiment.Search.Grid },
    };

    private readonly SmallWorld world = new(12);

    private Workbench Bench => new(world.Data, world.Store, world["cache"]);

    public void Dispose() => world.Dispose();

    [Fact]
    public void A_study_scores_lesions_then_attributes_within_them_and_reads_them_back()
    {
        var study = new Study([Pigment, SmallWorld.Experiment], [0, 1]);

        var result = StudyRun.Run(study, Bench);
        int stages = world.Store.List().Count;
        var again = StudyRun.Gather(study, Bench);

        Assert.Empty(result.Missing);
        var attribute = Assert.Single(result.Attributes.Results);
        Assert.Equal(world.Data.Ids, attribute.Counts.Select(counts => counts.Id));
        Assert.Equal(attribute.Counts, again.Attributes.Results[0].Counts);
        Assert.Equal(stages, world.Store.List().Count);
        Assert.Equal(
            world.Store.List().Select(stage => stage.Stage.Id).Order(), StudyStages.Of(study, world.Data).Select(stage => stage.Stage.Id).Order());
        CheckPlainWay(attribute, result.Lesions[0]);
        CheckTable(result);
        CheckScorecard(result);
        CheckSubmissions(attribute);
        CheckWritten(attribute);
    }

    [Fact]
    public void Attributes_without_lesions_to_restrict_them_to_are_named()
    {
        var result = StudyRun.Run(new([Pigment], [0]), Bench);

        var row = Assert.Single(result.Missing);
        Assert.Equal("lesions of the same folds are not there to restrict it to", row.Reason);
        Assert.Equal(SegmentationTarget.PigmentNetwork, row.Target);
        Assert.Equal("ours: resnet-tiny, pigment_network, fold 1", TableThree.Of(result, _ => "train").Rows[0][0]);
    }

    [Fact]
    public void The_papers_averages_are_the_means_of_its_cells_but_for_the_slip_that_is_noted()
    {
        foreach (var row in PaperNumbers.TableThree)
        {
            double slip = row.Network == "resnet152" ? 0.0048 : 0; // facts.md §6.1 #16
            Assert.Equal(row.Attributes.Average(cell => cell.Jaccard), row.Average.Jaccard + slip, 0.0006);
            Assert.Equal(row.Attributes.Average(cell => cell.Dice), row.Average.Dice, 0.0011);
        }
    }

    // Restricted by hand, thresholded by hand, counted by hand.
    private void CheckScorecard(StudyResult result)
    {
        var attribute = result.Attributes.Results[0];

        var card = Scorecard.Of(result, "smoke");

        var line = card.Find("table-3/resnet152/pigment-network-jaccard");
        Assert.Equal(AttributesResult.Score(attribute, counts => counts.Jaccard), line.Measured);
        Assert.Contains("restricted to lesions that were not found as in the paper", line.Conditions!.Shortfalls);
        Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(world.Store.Folder)!, line.Evidence, "counts.json")));
        Assert.Null(card.Find("table-3/resnet152/average-jaccard").Measured); // of one attribute there is no average of five
        Assert.Equal(world.Data.Images.Average(image => image.ReadAttributeMask(LesionAttribute.PigmentNetwork).Area > 0 ? 1.0 : 0.0), card.Find("claim/pigment-most").Measured!.Mean, 12);
        Assert.Null(card.Find("claim/ensemble-attributes").Measured);
        Assert.DoesNotContain(card.Lines, one => one.Verdict == Verdict.Reproduced);
    }

    private void CheckPlainWay(AttributeResult attribute, LesionResult lesions)
    {
        string id = attribute.Counts[0].Id;
        var size = world.Data[id].ReadImage().Size;
        var map = attribute.Maps[id].ResizeTo(size).Restrict(LesionRestriction.Binary, new(lesions.MaskOf(id), lesions.MapOf(id)));
        var mask = attribute.Thresholds.Apply(map);

        Assert.Equal(mask, attribute.MaskOf(id));
        Assert.Equal(PixelCounts.Compare(world.Data[id].ReadAttributeMask(LesionAttribute.PigmentNetwork), mask), attribute.Counts[0].Counts);
    }

    private static void CheckTable(StudyResult result)
    {
        var table = TableThree.Of(result.Attributes);
        var scores = result.Attributes.Scores("resnet-tiny");

        Assert.Equal(["ours: resnet-tiny", "paper: resnet152"], table.Rows.Select(row => row[0]));
        Assert.Equal("0.527", table.Rows[1][1]);
        Assert.Equal("0.690", table.Rows[1][2]);
        Assert.Contains(table.Notes, note => note.StartsWith("paper: resnet152: printed as ResNet151", StringComparison.Ordinal));
        Assert.Contains("printed as ResNet151", table.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("printed as ResNet151", table.ToMarkdown(), StringComparison.Ordinal);
        Assert.Contains("printed as ResNet151", $"{table}", StringComparison.Ordinal);
        Assert.Equal(scores.Micro().Jaccard, result.Attributes.Micro("resnet-tiny", counts => counts.Jaccard).Mean, 12);
        Assert.Equal(scores.Macro().Dice, result.Attributes.Macro("resnet-tiny", counts => counts.Dice).Mean, 12);
    }

    private void CheckWritten(AttributeResult attribute)
    {
        string folder = world["task2"];
        new[] { attribute }.WriteMasks(AttributeSubmissions.Paper[1], folder);

        Assert.Equal(attribute.Maps.Ids.Select(id => $"{id}_attribute_pigment_network.png"), Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        string first = attribute.Maps.Ids[0];
        Assert.Equal(AttributeSubmissions.Paper[1].MaskOf(attribute, first), ImageFiles.ReadMask(Path.Combine(folder, $"{first}_attribute_pigment_network.png")));
    }

    private static void CheckSubmissions(AttributeResult attribute)
    {
        string id = attribute.Counts[0].Id;
        Mask[] masks = [.. AttributeSubmissions.Paper.Select(submission => submission.MaskOf(attribute, id))];

        Assert.Equal(attribute.MaskOf(id), masks[0]);
        Assert.True(masks[1].Area >= masks[0].Area);
        Assert.True(masks[2].Area >= masks[0].Area);
    }
}
