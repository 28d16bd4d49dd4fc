using SkinSeg.Data;
using SkinSeg.Metrics;
using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>Takes the paper's tables apart into single numbers, each with its tolerance.</summary>
internal static class PaperCells
{
    // Both thresholds were looked for on a grid: the true best lies within a step.
    private const double LowStep = 0.05;
    private const double HighStep = 0.1;

    /// <summary>The attributes in the order of Table III, which is not the challenge's.</summary>
    public static ValueList<LesionAttribute> Attributes { get; } =
        [LesionAttribute.PigmentNetwork, LesionAttribute.Globules, LesionAttribute.MiliaLikeCyst, LesionAttribute.NegativeNetwork, LesionAttribute.Streaks];

    /// <summary>Training images that show each of <see cref="Attributes"/> (facts.md §4.4).</summary>
    public static ValueList<int> Positives { get; } = [1523, 603, 682, 190, 100];

    /// <summary>All numbers, table by table, row by row.</summary>
    public static ValueList<PaperNumber> Make() =>
        [.. PaperNumbers.TableOne.SelectMany(LesionRow), .. PaperNumbers.TableTwo.SelectMany(ValidationRow), .. PaperNumbers.TableThree.SelectMany(AttributeRow), .. PaperNumbers.Leaderboard.Select(Target)];

    /// <summary>One score of a row of Table I.</summary>
    public static double Value(PaperLesionScores scores, Metric metric) => metric switch
    {
        Metric.ThresholdJaccard => scores.ThresholdJaccard,
        Metric.Jaccard => scores.Jaccard,
        Metric.Dice => scores.Dice,
        Metric.Accuracy => scores.Accuracy,
        Metric.Sensitivity => scores.Sensitivity,
        Metric.Specificity => scores.Specificity,
        _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "Expected one of the six Task 1 scores."),
    };

    /// <summary>Heading of an attribute's column, for example <c>streaks Dice</c>.</summary>
    public static string Column(LesionAttribute attribute, string score) => $"{attribute.FileName().Replace('_', ' ')} {score}";

    private static IEnumerable<PaperNumber> LesionRow(PaperLesionRow row)
    {
        string command = Reproduce(row.Network);
        foreach (var number in Thresholds("Table I", row.Network, row.High, row.Low))
        {
            yield return number with { Note = row.Note, Command = command, Printed = number.Column == "T_L" ? row.PrintedLow : number.Value, Contradiction = number.Column == "T_L" ? Outside(row.PrintedLow) : string.Empty };
        }

        foreach (var metric in Task1Metrics.All)
        {
            yield return Mean(new("Table I", row.Network, metric.Title(), Value(row.Scores, metric), 4), PaperNumbers.TrainingImages) with { Note = row.Note, Command = command };
        }
    }

    private static IEnumerable<PaperNumber> ValidationRow(PaperValidationRow row)
    {
        string command = Scoring("Validation", 1);
        return Thresholds("Table II", row.Network, row.High, row.Low)
            .Append(Mean(new("Table II", row.Network, Metric.ThresholdJaccard.Title(), row.ThresholdJaccard, 3), PaperNumbers.ValidationImages))
            .Select(number => number with { Command = command });
    }

    private static IEnumerable<PaperNumber> AttributeRow(PaperAttributeRow row)
    {
        var cells = row.Attributes.SelectMany((cell, i) => new[]
        {
            Pooled(new("Table III", row.Network, Column(Attributes[i], "Jaccard"), cell.Jaccard, 3), PaperIdentities.PooledNoise(cell.Jaccard, Positives[i]), i),
            Pooled(new("Table III", row.Network, Column(Attributes[i], "Dice"), cell.Dice, 3), PaperIdentities.DiceNoise(cell.Jaccard, Positives[i]), i) with
            {
                Contradiction = PaperIdentities.DiceContradiction(cell),
            },
        });
        var jaccards = row.Attributes.Select(cell => cell.Jaccard);
        var dices = row.Attributes.Select(cell => cell.Dice);
        return cells
            .Append(Average(new("Table III", row.Network, "average Jaccard", row.Average.Jaccard, 3), jaccards, row.Attributes.Select((cell, i) => PaperIdentities.PooledNoise(cell.Jaccard, Positives[i]))))
            .Append(Average(new("Table III", row.Network, "average Dice", row.Average.Dice, 3), dices, row.Attributes.Select((cell, i) => PaperIdentities.DiceNoise(cell.Jaccard, Positives[i]))))
            .Select(number => number with { Note = row.Note, Command = Reproduce(row.Network) });
    }

    private static PaperNumber Target(LeaderboardTarget target) =>
        Mean(new("leaderboard", target.Submission, Invariant($"Task {target.Task}"), target.Score, 3), PaperNumbers.TestImages) with
        {
            Note = $"from {target.Source}; not in the paper",
            Command = Scoring("Test", target.Task),
        };

    private static PaperNumber[] Thresholds(string table, string network, double high, double low) =>
    [
        new(table, network, "T_H", high, 1) { Noise = HighStep, Reason = "one step of the grid" },
        new(table, network, "T_L", low, 2) { Noise = LowStep, Reason = "one step of the grid" },
    ];

    private static PaperNumber Mean(PaperNumber number, int images) => number with
    {
        Noise = PaperIdentities.MeanNoise(number.Value, images),
        Reason = Invariant($"sampling of {images} images: no score from 0 to 1 with this mean spreads more; rounding ±{number.Rounding:0.#####}"),
    };

    private static PaperNumber Pooled(PaperNumber number, double noise, int attribute) => number with
    {
        Noise = noise,
        Reason = Invariant($"sampling, as if each of the {Positives[attribute]} images with the attribute weighed alike; rounding ±{number.Rounding:0.#####}"),
    };

    private static PaperNumber Average(PaperNumber number, IEnumerable<double> cells, IEnumerable<double> noises) => number with
    {
        Noise = Math.Sqrt(noises.Sum(noise => noise * noise)) / Attributes.Count,
        Reason = Invariant($"sampling of the five attributes, as if they were independent; rounding ±{number.Rounding:0.#####}"),
        Contradiction = PaperIdentities.AverageContradiction(number.Value, cells),
    };

    private static string Outside(double threshold) => threshold is >= 0 and <= 1 ? string.Empty : Invariant($"printed as {threshold}, which is no probability and not on the paper's grid");

    private static string Scoring(string partition, int task) => Invariant(
        $"predict --input ISIC2018_Task1-2_{partition}_Input --out masks, then score --task {task} --truth ISIC2018_Task{task}_{partition}_GroundTruth --prediction masks");

    private static string Reproduce(string network) => network == "ensemble" ? "reproduce --budget paper --data DIR" : $"reproduce --budget paper --data DIR --networks {network}";
}
