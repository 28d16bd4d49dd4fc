using SkinSeg.Experiments;
using SkinSeg.Losses;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class PaperAuditTests
{
    private static readonly PaperAudit Audit = PaperAudit.Run();

    [Fact]
    public void It_finds_the_known_contradictions_and_no_other() => Assert.Equal(
        [
            "dice/resnet152/milia_like_cyst", "dice/inception-resnet-v2/pigment_network", // facts.md §6.1 #17
            "average/resnet152/jaccard", // §6.1 #16
            "grid/reused", "noise/ensemble-validation", // §6.2 #1, #2
            "text/subsampling", "text/networks", // §6.3 #39, §6.2 #14
            "equation-1/eq1-as-printed/perfect", "equation-1/eq1-as-printed/lowest", "equation-1/eq1-as-printed/training", // §6.1 #1, #2
        ],
        Audit.With(AuditVerdict.Contradicted).Select(finding => finding.Id));

    [Fact]
    public void It_names_the_slips_of_the_pen() => Assert.Equal(
        ["grid/misprint/resnet152", "text/images", "text/rows", "text/columns"], Audit.With(AuditVerdict.Slip).Select(finding => finding.Id)); // §6.1 #3, #4, #14, #15

    [Fact]
    public void Every_contradiction_of_the_register_is_in_it_and_every_reading_is_known()
    {
        Assert.Equal(
            Assumptions.All.Items.Where(item => item.Id.StartsWith("6.2-", StringComparison.Ordinal)).Select(item => item.Id).Order(),
            Audit.Findings.Select(finding => finding.Assumption).Where(id => id.StartsWith("6.2-", StringComparison.Ordinal)).Distinct().Order());
        Assert.All(Audit.Findings.Where(finding => finding.Assumption.Length > 0), finding => Assert.NotNull(Assumptions.Find(finding.Assumption)));
        Assert.Equal(Audit.Findings.Count, Audit.Findings.Select(finding => finding.Id).Distinct().Count());
    }

    [Theory]
    [InlineData("dice/all", "17 of 20")]
    [InlineData("average/all", "7 of 8")]
    [InlineData("dice/ensemble/milia_like_cyst", "0.289: below")]
    [InlineData("grid/values", "12 of 12")]
    [InlineData("grid/border", "6 of 6")]
    [InlineData("grid/crossed", "1 of 84")]
    [InlineData("grid/reused", "5 of 6")]
    [InlineData("noise/ensemble-validation", "3 networks")]
    [InlineData("noise/validation", "2 images")]
    [InlineData("noise/inception", "rank 1 of 5 in Table I, rank 5 in Table II")]
    [InlineData("noise/close", "within 0.0005: fewer than 2 ")]
    [InlineData("noise/ensemble-metrics", "Specificity")]
    [InlineData("text/predictions", "5 views")]
    public void A_finding_says_what_it_counted(string id, string words) => Assert.Contains(words, Audit.Find(id).Found, StringComparison.Ordinal);

    [Fact]
    public void It_shows_itself_and_a_topic_is_a_part_of_it()
    {
        Assert.Equal(Audit.Findings.Count, Audit.ToTable().Rows.Count);
        Assert.Contains("printed", Audit.ToHtml(), StringComparison.Ordinal);
        Assert.StartsWith($"**{Audit.Findings.Count} checks", Audit.ToMarkdown(), StringComparison.Ordinal);
        Assert.Equal(6, Audit.About("equation-1").Findings.Count);
        Assert.Contains("dice/all", Assert.Throws<ArgumentException>(() => Audit.Find("nothing")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_the_losses_it_is_the_same_but_for_equation_1() =>
        Assert.Equal(Audit.Findings.Where(finding => !finding.Id.StartsWith("equation-1", StringComparison.Ordinal)), PaperAudit.OfNumbers().Findings);

    [Fact]
    [NoTensorLeak]
    public void The_loss_of_a_map_is_its_formula_s()
    {
        const int Lesion = 54;
        const int Skin = 256 - Lesion;
        foreach (var (inside, outside) in new[] { (0.9, 0.2), (0.5, 0.5), (0.1, 0.7) })
        {
            double intersection = Lesion * inside;
            double sums = Lesion + intersection + (Skin * outside);
            double logarithms = ((Lesion * Math.Log(inside)) + (Skin * Math.Log(1 - outside))) / 256;

            Assert.Equal(1 - ((intersection + 1) / (sums - intersection + 1)) - logarithms, EquationOne.At(Loss.JaccardCrossEntropy, inside, outside), 9);
            Assert.Equal(1 - ((intersection + 1) / (sums + intersection + 1)) + logarithms, EquationOne.At(Loss.JaccardCrossEntropyAsPrinted, inside, outside), 9);
        }
    }

    [Fact]
    [NoTensorLeak]
    public void A_landscape_has_every_pair_and_a_descent_every_step()
    {
        var landscape = EquationOne.Landscape(Loss.JaccardCrossEntropy, 3);
        var course = EquationOne.Descend(Loss.JaccardCrossEntropyAsPrinted, 30).Steps;

        Assert.Equal([(0, 0), (0, 0.5), (0, 1), (0.5, 0), (0.5, 0.5), (0.5, 1), (1, 0), (1, 0.5), (1, 1)], landscape.Select(point => (point.Inside, point.Outside)));
        Assert.Equal(Enumerable.Range(0, 31), course.Select(step => step.Step));
        Assert.Equal((1, 0), (course[0].Jaccard, course[^1].Jaccard));
        Assert.True(course[^1].Loss < course[0].Loss);
        Assert.Equal(54 / 256.0, EquationOne.LesionShare);
    }
}
