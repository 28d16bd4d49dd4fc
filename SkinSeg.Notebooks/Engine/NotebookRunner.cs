using System.Diagnostics;

namespace SkinSeg.Notebooks.Engine;

/// <summary>Runs notebooks without a notebook host and writes their results into them.</summary>
/// <remarks>
/// Cells run in this process, one notebook at a time, each notebook in fresh sessions. What a compiler has loaded stays in the process, so
/// that a program that runs hundreds of notebooks should start a process for each.
/// </remarks>
public static class NotebookRunner
{
    /// <summary>Runs all code cells from top to bottom; the first that fails ends the run.</summary>
    /// <remarks>
    /// Cells run in the notebook's folder (the process's current directory during the run, as in Jupyter). The notebook is written in both
    /// cases: a failed cell holds its error, and cells after it lose their old outputs. A second run of the same code changes no byte.
    /// </remarks>
    /// <param name="options">The notebook and its surroundings.</param>
    /// <param name="progress">Told when a cell begins and ends.</param>
    /// <param name="cancellationToken">Stops between cells, and within one as far as <see cref="CellSession.Run"/> can; nothing is written.</param>
    /// <exception cref="FileNotFoundException">There is no such notebook.</exception>
    /// <exception cref="InvalidDataException">The file is not a notebook, or one of another kernel.</exception>
    /// <exception cref="InvalidOperationException">Another notebook runs in this process.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static NotebookRunReport Run(
        NotebookRunOptions options, IProgress<CellProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var watch = Stopwatch.StartNew();
        string path = Path.GetFullPath(options.Path), outputPath = Path.GetFullPath(options.OutputPath ?? options.Path);
        var notebook = NotebookFile.Read(path);
        var session = new CellSessionOptions(Path.GetDirectoryName(path)!, Language(notebook, path))
        {
            Environment = options.Environment,
            Formatters = options.Formatters,
        };
        var log = new OutputLog();
        void Tell(int cell, CellReport? finished) => progress?.Report(new(Path.GetFileName(path), cell, notebook.Cells.Count, finished));
        var reports = RunCells(notebook, session, log, Tell, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();

        // Updates can reach back to a cell that has ended: its outputs are those at the end of the run.
        reports = [.. reports.Select(report => report with { Outputs = log.Of(report.Number) })];
        notebook.WithOutputs(reports.ToDictionary(report => report.Number, report => report.Outputs)).Write(outputPath);
        return new(path, outputPath, watch.Elapsed.TotalSeconds, new(reports));
    }

    /// <summary>Reads a notebook and makes sure that the engine can run it, without running it.</summary>
    /// <param name="path">The notebook.</param>
    /// <exception cref="FileNotFoundException">There is no such notebook.</exception>
    /// <exception cref="InvalidDataException">The file is not a notebook, or one of another kernel.</exception>
    public static void Check(string path) => Language(NotebookFile.Read(path), path);

    private static List<CellReport> RunCells(
        NotebookFile notebook, CellSessionOptions options, OutputLog log, Action<int, CellReport?> tell, CancellationToken cancellation)
    {
        using var session = new CellSession(options, log.Add);
        var reports = new List<CellReport>();
        for (int i = 0; i < notebook.Cells.Count && reports.LastOrDefault()?.Failure is null; i++)
        {
            var cell = notebook.Cells[i];
            if (cell.Kind == CellKind.Code)
            {
                cancellation.ThrowIfCancellationRequested();
                tell(i + 1, null);
                log.Begin(i + 1);
                var watch = Stopwatch.StartNew();
                var failure = session.Run(i + 1, cell.Kernel, cell.Source, cancellation);
                reports.Add(new(i + 1, watch.Elapsed.TotalSeconds, log.Of(i + 1), failure));
                tell(i + 1, reports[^1]);
            }
        }

        return reports;
    }

    private static CellLanguage Language(NotebookFile notebook, string path)
    {
        var language = CellLanguages.Find(notebook.DefaultKernel);
        if (language is null && notebook.Cells.Any(cell => cell.Kind == CellKind.Code && cell.Kernel == notebook.DefaultKernel))
        {
            string kernel = notebook.DefaultKernel.Length > 0 ? $"is for the kernel '{notebook.DefaultKernel}'" : "names no kernel";
            throw new InvalidDataException(
                $"{path} {kernel}; the engine runs fsharp and csharp. Set \"kernelspec\" in its metadata to .net-fsharp or .net-csharp.");
        }

        return language ?? CellLanguage.CSharp;
    }
}
