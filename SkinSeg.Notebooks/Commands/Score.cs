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

    /// <summary>Scores the folders and prints the means.</summary>
    /// <param name="output">Receives the table.</param>
    /// <param name="error">Receives warnings, or one sentence that says why there is no table.</param>
    /// <param name="cancellationToken">Checked before each image.</param>
    /// <returns>One of <see cref="ExitCodes"/>.</returns>
    public int Run(TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        if (Task != 1)
        {
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Expected --task 1 (lesion masks), got --task {Task}."));
            return ExitCodes.BadInput;
        }

        try
        {
            Print(ScoreFolders.Task1(Truth, Prediction, progress: null, cancellationToken), output, error);
            return ExitCodes.Success;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            error.WriteLine(e.Message);
            return ExitCodes.BadInput;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Cancelled;
        }
    }

    private void Print(FolderScores result, TextWriter output, TextWriter error)
    {
        if (Json is not null)
        {
            AtomicFile.WriteAllText(Json, result.Report.ToJson() + "\n");
        }

        output.WriteLine(result.Scores.ToTable(string.Create(CultureInfo.InvariantCulture, $"Task 1, {result.Scores.Count} images")));
        foreach (string warning in result.Warnings)
        {
            error.WriteLine($"Warning: {warning}");
        }
    }
}
