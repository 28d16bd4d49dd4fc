using System.Globalization;
using SkinSeg.Data;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Commands;

/// <summary>The work behind <c>score --task 1 --truth DIR --prediction DIR [--json FILE]</c>.</summary>
internal sealed record Score
{
    /// <summary>The challenge's task; 1 is lesion segmentation.</summary>
    public int Task { get; init; } = 1;

    /// <summary>Folder of true masks.</summary>
    public required string Truth { get; init; }

    /// <summary>Folder of predicted masks.</summary>
    public required string Prediction { get; init; }

    /// <summary>Where to write the report in the official scorer's shape; null for nowhere.</summary>
    public string? Json { get; init; }

    /// <summary>Scores the folders, writes the report, and prints the means; warnings go to the error stream.</summary>
    /// <exception cref="ArgumentException">There is no such task.</exception>
    /// <exception cref="InvalidDataException">The challenge's scorer would refuse the folders; see <see cref="ScoreFolders.Task1"/>.</exception>
    /// <exception cref="IOException">A folder is missing, or the report cannot be written.</exception>
    public int Run(VerbContext context)
    {
        var result = Task == 1
            ? ScoreFolders.Task1(Truth, Prediction, progress: null, context.CancellationToken)
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected --task 1 (lesion masks), got --task {Task}."));
        if (Json is not null)
        {
            AtomicFile.WriteAllText(Json, result.Report.ToJson() + "\n");
        }

        context.Output.WriteLine(result.Scores.ToTable("Task 1, mean over images"));
        foreach (string warning in result.Warnings)
        {
            context.Error.WriteLine($"Warning: {warning}");
        }

        return ExitCode.Success;
    }
}
