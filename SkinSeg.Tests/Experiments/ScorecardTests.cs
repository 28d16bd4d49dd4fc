using System.Text.Json;
using SkinSeg.Experiments;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class ScorecardTests(StoredWorld stored) : IClassFixture<StoredWorld>
{
    private static readonly RunConditions Papers = new("paper", ["resnet152"], "ISIC2018, Training: 2594 images", 2594, "5 of 5 folds", 70);

    private StudyResult Result => new(
        new([SmallWorld.Experiment, SmallWorld.Experiment with { Seed = 7 }], [0, 1]),
        [LesionResult.Of(stored.First), LesionResult.Of(stored.Second), LesionResult.Of(HeldOutMaps.Ensemble([stored.First, stored.Second]))],
        []);

    [Fact]
    public void Nothing_run_is_a_line_for_each_number_and_claim_with_the_command_that_fills_it()
    {
        var card = Scorecard.Empty;

        Assert.Equal(PaperNumbers.All.Count + PaperClaims.All.Count, card.Lines.Count);
        Assert.Equal(["Table I", "Table II", "Table III", "leaderboard", "claims"], card.Sections);
        Assert.All(card.Lines, line => Assert.NotEmpty(line.Command));
        Assert.All(card.Lines, line => Assert.Equal(line.Contradiction.Length > 0 ? Verdict.ContradictedByPaper : Verdict.NotRun, line.Verdict));
        Assert.Equal(
            ["claim/images", "claim/ensemble-validation", "claim/thresholds", "claim/same-networks"],
            card.Lines.Where(line => line.Section == "claims" && line.Verdict == Verdict.ContradictedByPaper).Select(line => line.Id));
        Assert.Contains("--networks xception", card.Find("table-1/xception/dice").Command, StringComparison.Ordinal);
        Assert.Equal("not run", card.ToTable("Table I").Rows[2][0]);
    }

    [Fact]
    public void A_compact_network_on_drawn_images_is_measured_and_never_reproduced()
    {
        var card = Scorecard.Of(Result, "smoke");

        var line = card.Find("table-1/resnet152/dice");
        Assert.Equal(Result.Lesions[0].Scores.Dice, line.Measured);
        Assert.Equal(6, line.Measured!.Count);
        Assert.Equal(
            [
                "synthetic images", "6 images instead of 2594", "images smaller than the published ones", "resnet-tiny instead of one of the paper's networks",
                "random initial weights", "32×64 instead of 192×256", "2 epochs instead of 70", "another training recipe", "cross-validation in 2 folds",
                "other views at test time", "another grid of thresholds", "2 of 5 folds",
            ],
            line.Conditions!.Shortfalls);
        Assert.StartsWith("smoke: resnet-tiny; data, Training: 6 images; 2 of 2 folds; 2 epochs", line.Conditions.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(card.Lines, one => one.Verdict == Verdict.Reproduced);
        Assert.Equal(8 + 8 + 2, card.Lines.Count(one => one.Measured is not null)); // a network, the ensemble, two claims
        Assert.Contains("synthetic images", card.ToSummary().Notes[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Evidence_is_where_the_scores_are()
    {
        string evidence = Scorecard.Of(Result).Find("table-1/ensemble/jaccard").Evidence;

        Assert.StartsWith("runs/scores/", evidence, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(stored.World.Store.Folder)!, evidence, "scores.json")));
    }

    [Fact]
    public void A_network_that_calls_itself_the_paper_s_is_known_by_its_layers()
    {
        var disguised = SmallWorld.Experiment with { Network = SmallWorld.Experiment.Network with { Name = "resnet152" } };
        var result = new StudyResult(new([disguised], [0]), [LesionResult.Of(stored.World.Run.With(disguised).Predict([0]))], []);

        var line = Scorecard.Of(result).Find("table-1/resnet152/jaccard");

        Assert.Contains("resnet152 instead of one of the paper's networks", line.Conditions!.Shortfalls);
    }

    [Theory]
    [InlineData(0.9030, 0.8990, 0.9070, Verdict.Reproduced)] // the paper's 0.9032 lies in the interval
    [InlineData(0.8990, 0.8960, 0.9020, Verdict.WithinNoise)] // not in it, but within 0.0114
    [InlineData(0.8890, 0.8850, 0.8930, Verdict.Differs)]
    [InlineData(0.9180, 0.9150, 0.9210, Verdict.Differs)]
    [InlineData(0.7000, 0.4000, 0.9500, Verdict.Reproduced)]
    public void A_number_is_judged_by_the_interval_then_by_its_tolerance(double mean, double low, double high, Verdict expected)
    {
        var line = Scorecard.Empty.Find("table-1/resnet152/dice") with { Measured = new(mean, low, high, 2594), Conditions = Papers };

        Assert.Equal(expected, line.Verdict);
        var standIn = line with { Conditions = Papers with { Shortfalls = ["synthetic images"] } };
        Assert.Equal(expected == Verdict.Reproduced ? Verdict.WithinNoise : expected, standIn.Verdict);
    }

    [Theory]
    [InlineData(0.010, 0.004, 0.016, Verdict.Reproduced)]
    [InlineData(0.002, -0.004, 0.008, Verdict.WithinNoise)]
    [InlineData(-0.010, -0.016, -0.004, Verdict.Differs)]
    public void A_claim_of_more_is_judged_by_where_the_interval_lies(double mean, double low, double high, Verdict expected)
    {
        var line = Scorecard.Empty.Find("claim/ensemble-lesions") with { Measured = new(mean, low, high, 2594), Conditions = Papers };

        Assert.Equal(expected, line.Verdict);
        Assert.NotEqual(Verdict.Reproduced, (line with { Conditions = Papers with { Shortfalls = ["24 images instead of 2594"] } }).Verdict);
    }

    [Fact]
    public void What_the_paper_contradicts_no_run_decides()
    {
        var line = Scorecard.Empty.Find("table-3/resnet152/average-jaccard") with { Measured = new(0.245, 0.24, 0.25, 2594), Conditions = Papers };

        Assert.Equal(Verdict.ContradictedByPaper, line.Verdict);
        Assert.Equal("contradicted by the paper itself", line.Verdict.Text());
    }

    [Fact]
    public void It_is_read_back_equal_and_names_its_verdicts_in_JSON()
    {
        var card = Scorecard.Of(Result, "smoke");

        Assert.Equal(card, Scorecard.FromJson(card.ToJson()));
        using var json = JsonDocument.Parse(card.ToJson());
        var first = json.RootElement.GetProperty("Lines")[0];
        Assert.Equal(("NotRun", "table-1/densenet169/t-h"), (first.GetProperty("Verdict").GetString(), first.GetProperty("Id").GetString()));
        Assert.Throws<InvalidDataException>(() => Scorecard.FromJson("{}"));
        Assert.Throws<InvalidDataException>(() => Scorecard.FromJson("[1"));
    }

    [Fact]
    public void Two_scorecards_fill_each_other_up()
    {
        var lesions = Scorecard.Of(Result, "smoke");
        var better = Scorecard.Empty with
        {
            Lines = [.. Scorecard.Empty.Lines.Select(line => line.Id == "table-1/resnet152/dice" ? line with { Measured = new(0.9, 0.89, 0.91, 2594), Conditions = Papers } : line)],
        };

        Assert.Equal(lesions, Scorecard.Empty.With(lesions));
        Assert.Equal(lesions, lesions.With(Scorecard.Empty));
        Assert.Equal(Papers, lesions.With(better).Find("table-1/resnet152/dice").Conditions);
        Assert.Equal(Papers, better.With(lesions).Find("table-1/resnet152/dice").Conditions);
    }

    [Fact]
    public void It_shows_itself_with_every_line()
    {
        var card = Scorecard.Of(Result, "smoke");

        Assert.Equal(card.Lines.Count, card.Sections.Sum(section => card.ToTable(section).Rows.Count));
        Assert.Contains("<details><summary>Table III</summary>", card.ToHtml(), StringComparison.Ordinal);
        Assert.Contains("0 of 135 numbers and claims reproduced, 18 measured", card.ToString(), StringComparison.Ordinal);
        Assert.All(card.ToTable("Table I").Rows.Where(row => row[3] != "–"), row => Assert.EndsWith("; stand-in", row[4], StringComparison.Ordinal));
    }
}
