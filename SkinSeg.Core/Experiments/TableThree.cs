using SkinSeg.Data;
using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>The paper's Table III: segmentation of attributes by cross-validation, ours beside the paper's.</summary>
public static class TableThree
{
    private const string Title = "Table III · attribute segmentation, cross-validation, pooled over images";

    // The order of the paper's columns.
    private static readonly LesionAttribute[] Order =
        [LesionAttribute.PigmentNetwork, LesionAttribute.Globules, LesionAttribute.MiliaLikeCyst, LesionAttribute.NegativeNetwork, LesionAttribute.Streaks];

    private static readonly string[] Columns =
    [
        "", .. Order.SelectMany(attribute => Both(attribute.FileName().Replace('_', ' '))), .. Both("macro (paper's average)"), .. Both("micro (challenge's)"), "Images", "Note",
    ];

    /// <summary>For each network ours with 95 % half-widths, and the paper's; an attribute that was not run stands as a dash.</summary>
    /// <param name="result">What was found.</param>
    public static Table Of(AttributesResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Table.Of(Title, Columns, result.Names.SelectMany(name => Rows(result, name)));
    }

    /// <summary>The table of a study that may not be finished: what is missing stands in it as missing, with the command that fills it.</summary>
    /// <param name="result">What a study found so far.</param>
    /// <param name="command">The command that makes a missing row.</param>
    public static Table Of(StudyResult result, Func<MissingRow, string> command)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(command);
        var rows = result.Attributes.Names.SelectMany(name => Rows(result.Attributes, name)).Select(row => row.Append(string.Empty));
        var missing = result.Missing.Where(row => row.Target != SegmentationTarget.Lesion).Select(row => MissingLine(row, command(row)));
        return Table.Of(Title, [.. Columns, "to fill it"], rows.Concat(missing));
    }

    private static IEnumerable<IEnumerable<string>> Rows(AttributesResult result, string name)
    {
        var own = result.Of(name);
        yield return
        [
            $"ours: {name}",
            .. Order.SelectMany(attribute => Cells(own.FirstOrDefault(one => one.Attribute == attribute))),
            Text(result.Macro(name, static counts => counts.Jaccard)), Text(result.Macro(name, static counts => counts.Dice)),
            Text(result.Micro(name, static counts => counts.Jaccard)), Text(result.Micro(name, static counts => counts.Dice)),
            Invariant($"{result.Scores(name).Count}"), string.Join("; ", own.SelectMany(Notes)),
        ];
        if (PaperNumbers.TableThree.FirstOrDefault(row => row.Network == own[0].Maps.PaperName) is { } paper)
        {
            yield return
            [
                $"paper: {paper.Network}", .. paper.Attributes.Append(paper.Average).SelectMany(cell => new[] { Invariant($"{cell.Jaccard:F3}"), Invariant($"{cell.Dice:F3}") }),
                "–", "–", Invariant($"{PaperNumbers.TrainingImages}"), paper.Note,
            ];
        }
    }

    private static string[] Cells(AttributeResult? result) => result is null
        ? ["–", "–"]
        : [Text(AttributesResult.Score(result, static counts => counts.Jaccard)), Text(AttributesResult.Score(result, static counts => counts.Dice))];

    private static IEnumerable<string> Notes(AttributeResult result) => result.FoldsWithoutPositives.Select(fold =>
        Invariant($"fold {fold + 1} holds out no image with {result.Attribute.FileName()}"));

    private static IEnumerable<string> MissingLine(MissingRow row, string command) =>
        [$"ours: {row.Name}, {row.Target.FileName()}, {row.FoldText}", .. Columns.Skip(1).SkipLast(2).Select(_ => "missing"), string.Empty, row.Reason, command];

    private static string[] Both(string name) => [$"{name} Jaccard", $"{name} Dice"];

    private static string Text(Estimate estimate) => Invariant($"{estimate.Mean:F3} ± {(estimate.High - estimate.Low) / 2:F3}");
}
