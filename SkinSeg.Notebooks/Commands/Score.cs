using System.Globalization;
using SkinSeg.Data;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Commands;

/// <summary>The work behind <c>score --task N --truth DIR --prediction PATH [--json FILE]</c>.</summary>
internal sealed record Score
{
    /// <summary>The challenge's task: 1 is lesion segmentation, 2 attribute detection.</summary>
    public int Task { get; init; } = 1;

    /// <summary>Folder of true masks.</summary>
    public required string Truth { get; init; }

    /// <summary>Folder or zip of predicted masks.</summary>
    public required string Prediction { get; init; }

    /// <summary>Where to write the report in the official scorer's shape; null for nowhere.</summary>
    public string? Json { get; init; }

    /// <summary>Scores the masks, writes the report, and prints the scores; warnings go to the error stream.</summary>
    /// <exception cref="ArgumentException">There is no such task.</exception>
    /// <exception cref="InvalidDataException">The challenge's scorer would refuse the masks; see <see cref="ScoreFolders.Task1"/>.</exception>
    /// <exception cref="IOException">A folder is missing, or the report cannot be written.</exception>
    public int Run(VerbContext context)
    {
        var task = TaskOption.Parse(Task);
        var scored = Terminal.Follow("Scoring", context, progress => task == ChallengeTask.LesionSegmentation
            ? Lesions(new ShareOfData(progress), context.CancellationToken)
            : Attributes(new ShareOfData(progress), context.CancellationToken));
        if (Json is not null)
        {
            AtomicFile.WriteAllText(Json, scored.Json + "\n");
        }

        context.Output.WriteLine(scored.Table);
        foreach (string warning in scored.Warnings)
        {
            context.Error.WriteLine($"Warning: {warning}");
        }

        return ExitCode.Success;
    }

    private Scored Lesions(IProgress<DataProgress> progress, CancellationToken cancellationToken)
    {
        var result = ScoreFolders.Task1(Truth, Prediction, progress, cancellationToken);
        return new(result.Report.ToJson(), result.Scores.ToTable("Task 1, mean over images"), result.Warnings);
    }

    private Scored Attributes(IProgress<DataProgress> progress, CancellationToken cancellationToken)
    {
        var result = ScoreFolders.Task2(Truth, Prediction, progress, cancellationToken);
        string title = string.Create(CultureInfo.InvariantCulture, $"Task 2, pixels of {result.Scores.Count} image(s) pooled");
        return new(result.Report.ToJson(), result.Scores.ToTable(title), result.Warnings);
    }

    private sealed record Scored(string Json, Table Table, ValueList<string> Warnings);
}
