using System.Text.Json;
using SkinSeg.Notebooks.Engine;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Engine;

/// <summary>Notebooks made for one test.</summary>
internal static class TestNotebook
{
    public static NotebookCell InFSharp(string source) => NotebookCell.Code(CellLanguage.FSharp, source);

    public static NotebookCell InCSharp(string source) => NotebookCell.Code(CellLanguage.CSharp, source);

    /// <summary>Writes a notebook whose language is that of its first code cell.</summary>
    public static string Write(TemporaryFolder folder, params NotebookCell[] cells)
    {
        bool isFSharp = cells.FirstOrDefault(cell => cell.Kind == CellKind.Code)?.Kernel == "fsharp";
        string path = folder["test.ipynb"];
        NotebookFile.Create(isFSharp ? CellLanguage.FSharp : CellLanguage.CSharp, cells).Write(path);
        return path;
    }

    /// <summary>Writes and runs a notebook.</summary>
    public static NotebookRunReport Run(params NotebookCell[] cells)
    {
        using var folder = new TemporaryFolder();
        return NotebookRunner.Run(new() { Path = Write(folder, cells) });
    }

    /// <summary>Runs a notebook whose last cell fails.</summary>
    public static CellFailure Failure(params NotebookCell[] cells) =>
        Run(cells).Failure ?? throw new InvalidOperationException("No cell failed.");

    /// <summary>Runs one cell of a session.</summary>
    public static CellFailure? Try(this CellSession session, int number, string kernel, string source) =>
        session.Run(number, kernel, source, TestContext.Current.CancellationToken);

    /// <summary>The text of all outputs of a cell in one form.</summary>
    public static string Shown(this NotebookRunReport report, int cell, string mimeType = "text/html") => string.Concat(
        from output in report.Cells.Single(ran => ran.Number == cell).Outputs.OfType<ValueOutput>()
        from content in output.Contents
        where content.MimeType == mimeType
        select content.Text);

    /// <summary>The outputs of a cell of a notebook file.</summary>
    public static JsonElement StoredOutputs(string path, int cell) =>
        JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty("cells")[cell - 1].GetProperty("outputs");
}
