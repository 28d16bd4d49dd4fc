using SkinSeg.Data;
using SkinSeg.Metrics;
using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>The paper's Table III: segmentation of attributes by cross-validation, ours beside the paper's.</summary>
public static class TableThree
{
    private const string Title = "Table III · attribute segmentation, cross-validation, pooled over images";

    private static readonly ValueList<LesionAttribute> Order = PaperCells.Attributes;

    private static readonly string[] Columns =
        ["", .. Order.SelectMany(attribute => Both(attribute.FileName().Replace('_', ' '))), .. Both("macro (paper's)"), .. Both("micro (challenge's)"), "Images"];

    /// <summary>For each network ours, Jaccard with 95 % half-widths, and the paper's; an attribute that was not run stands as a dash.</summary>
    /// <remarks>An attribute's pooled Dice follows from its Jaccard index, 2·Jaccard / (1 + Jaccard), and has no interval here; the averages' has none for want of room.</remarks>
    /// <param name="result">What was found.</param>
    public static Table Of(AttributesResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Table.Of(Title, Columns, result.Names.SelectMany(name => Rows(result, name))) with { Notes = Notes(result) };
    }

    /// <summary>The table of a study that may not be finished: what is missing stands in it as missing, with the command that fills it.</summary>
    /// <param name="result">What a study found so far.</param>
    /// <param name="command">The command that makes a missing row.</param>
    public static Table Of(StudyResult result, Func<MissingRow, string> command)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(command);
        MissingRow[] missing = [.. result.Missing.Where(row => row.Target != SegmentationTarget.Lesion)];
        if (missing.Length == 0)
        {
            return Of(result.Attributes);
        }

        var rows = result.Attributes.Names.SelectMany(name => Rows(result.Attributes, name)).Select(row => row.Append(string.Empty));
        return Table.Of(Title, [.. Columns, "to fill it"], rows.Concat(missing.Select(row => MissingLine(row, command(row))))) with { Notes = Notes(result.Attributes) };
    }

    private static IEnumerable<IEnumerable<string>> Rows(AttributesResult result, string name)
    {
        var own = result.Of(name);
        yield return
        [
            $"ours: {name}",
            .. Order.SelectMany(attribute => Cells(own.FirstOrDefault(one => one.Attribute == attribute))),
            .. Cells(jaccard => result.Macro(name, jaccard)),
            .. Cells(jaccard => result.Micro(name, jaccard)),
            Invariant($"{result.Scores(name).Count}"),
        ];
        if (PaperOf(own) is { } paper)
        {
            yield return
            [
                $"paper: {paper.Network}", .. paper.Attributes.Append(paper.Average).SelectMany(cell => new[] { Invariant($"{cell.Jaccard:F3}"), Invariant($"{cell.Dice:F3}") }),
                "–", "–", Invariant($"{PaperNumbers.TrainingImages}"),
            ];
        }
    }

    private static PaperAttributeRow? PaperOf(ValueList<AttributeResult> own) => PaperNumbers.TableThree.FirstOrDefault(row => row.Network == own[0].Maps.PaperName);

    private static string[] Cells(AttributeResult? result) => result is null ? ["–", "–"] : Cells(score => AttributesResult.Score(result, score));

    private static string[] Cells(Func<Func<PooledCounts, double>, Estimate> score)
    {
        var jaccard = score(static counts => counts.Jaccard);
        return [jaccard.ToShortText(), Invariant($"{score(static counts => counts.Dice).Mean:F3}")];
    }

    private static ValueList<string> Notes(AttributesResult result) =>
    [
        .. from name in result.Names
           from one in result.Of(name)
           from fold in one.FoldsWithoutPositives
           select Invariant($"ours: {name}: fold {fold + 1} holds out no image with {one.Attribute.FileName()}."),
        .. from name in result.Names
           let paper = PaperOf(result.Of(name))
           where paper is { Note.Length: > 0 }
           select $"paper: {paper.Network}: {paper.Note}.",
    ];

    private static IEnumerable<string> MissingLine(MissingRow row, string command) =>
    [
        $"ours: {row.Name}, {row.Target.FileName()}, {row.FoldText}",
        .. Columns.Skip(1).SkipLast(1).Select(_ => "missing"),
        string.Empty,
        row.Reason.Length > 0 ? row.Reason : command,
    ];

    private static string[] Both(string name) => [$"{name} Jaccard", "Dice"];
}
