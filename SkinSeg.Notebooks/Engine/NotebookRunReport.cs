using Plotly.NET;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Engine;

/// <summary>What a run needs to know.</summary>
public sealed record NotebookRunOptions
{
    /// <summary>The notebook.</summary>
    public required string Path { get; init; }

    /// <summary>Where the notebook with its results is written; null for in place.</summary>
    public string? OutputPath { get; init; }

    /// <summary>Environment variables that cells see. Paths in them must be full ones: cells run in the notebook's folder.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How types are shown that do not show themselves; a chart is shown as a fragment for a page that holds plotly.js.</summary>
    public ValueList<ValueFormatter> Formatters { get; init; } = [ValueFormatter.For<GenericChart>(GenericChart.toChartHTML)];
}

/// <summary>A cell began or ended.</summary>
/// <param name="Notebook">File name of the notebook.</param>
/// <param name="Cell">Number of the cell, counted from 1 over all cells, text cells too.</param>
/// <param name="CellCount">Number of all cells.</param>
/// <param name="Finished">What the cell did; null when it begins.</param>
public sealed record CellProgress(string Notebook, int Cell, int CellCount, CellReport? Finished);

/// <summary>What one code cell did.</summary>
/// <param name="Number">Its number, counted from 1 over all cells, text cells too.</param>
/// <param name="Seconds">Wall-clock time, compilation included.</param>
/// <param name="Outputs">What it showed, in order.</param>
/// <param name="Failure">Why it failed; null where it did not.</param>
public sealed record CellReport(int Number, double Seconds, ValueList<CellOutput> Outputs, CellFailure? Failure);

/// <summary>What the run of a notebook did.</summary>
/// <param name="Path">The notebook.</param>
/// <param name="OutputPath">The notebook with its results.</param>
/// <param name="Seconds">Wall-clock time.</param>
/// <param name="Cells">The code cells that ran, in order.</param>
public sealed record NotebookRunReport(string Path, string OutputPath, double Seconds, ValueList<CellReport> Cells)
{
    /// <summary>The failure that ended the run; null where all cells ran.</summary>
    public CellFailure? Failure => Cells.Count > 0 ? Cells[^1].Failure : null;
}
