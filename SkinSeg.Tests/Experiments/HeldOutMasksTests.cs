using SkinSeg.Data;
using SkinSeg.Experiments;
using SkinSeg.Imaging;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class HeldOutMasksTests(StoredWorld stored) : IClassFixture<StoredWorld>
{
    [Fact]
    public void Written_masks_score_from_their_zip_as_the_result_does()
    {
        using var folder = new TemporaryFolder();
        var result = LesionResult.Of(stored.First);
        var data = stored.World.Data.CopyTo(folder["data"]);
        string images = Path.GetDirectoryName(data.Images[0].ImagePath)!, truths = Path.GetDirectoryName(data.Images[0].LesionMaskPath)!;

        result.WriteMasks(folder["masks"]);
        var report = Submission.Write(new() { Predictions = folder["masks"], Images = images }, folder["masks.zip"]);

        Assert.Empty(report.Findings);
        Assert.Equal(result.Scores.Images, ScoreFolders.Task1(truths, folder["masks.zip"]).Scores.Images);
        Assert.Equal(result.MaskOf(data.Images[0].Id), ImageFiles.ReadMask(folder["masks", $"{data.Images[0].Id}_segmentation.png"]));
    }

    [Fact]
    public void A_folder_that_is_there_is_refused()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("is there already", Assert.Throws<IOException>(() => LesionResult.Of(stored.First).WriteMasks(folder.Path)).Message, StringComparison.Ordinal);
    }
}
