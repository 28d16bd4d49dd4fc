using System.Globalization;
using SkinSeg.Notebooks.Engine;
using SkinSeg.Notebooks.Plots;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Commands;

/// <summary>What the verb <c>run</c> is told.</summary>
public sealed record RunNotebooksOptions
{
    /// <summary>The notebooks, run in this order.</summary>
    public ValueList<string> Notebooks { get; init; } = [];

    /// <summary>Folder for the notebooks with their results; null for in place.</summary>
    public string? OutputFolder { get; init; }

    /// <summary>Environment variables that cells see; paths in them are full ones.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How types are shown that do not show themselves; charts as in the report.</summary>
    public ValueList<ValueFormatter> Formatters { get; init; } = PlotFormatters.All;
}

/// <summary>The work behind <c>run NOTEBOOK… [--out DIR]</c>.</summary>
public static class RunNotebooks
{
    /// <summary>Runs notebooks one after the other and writes their results into them; the first failed cell ends it.</summary>
    /// <param name="options">Which notebooks, and where to.</param>
    /// <param name="output">Gets a line for each notebook.</param>
    /// <param name="error">Gets the place and message of a failure.</param>
    /// <param name="progress">Told when a cell begins and ends.</param>
    /// <param name="cancellationToken">Stops as soon as the running cell can be stopped; its notebook is not written.</param>
    /// <returns>0; 1 when a cell failed; 2 when a file is missing or not a notebook: then none has run.</returns>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static int Run(
        RunNotebooksOptions options,
        TextWriter output,
        TextWriter error,
        IProgress<CellProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(error);
        try
        {
            Check(options);
            foreach (string path in options.Notebooks)
            {
                var report = NotebookRunner.Run(RunOptions(path, options), progress, cancellationToken);
                if (report.Failure is { } failure)
                {
                    error.WriteLine(string.Join('\n', failure.Trace.Prepend($"{Path.GetFileName(path)}: {failure}")));
                    return ExitCode.Failed;
                }

                output.WriteLine(Summary(report));
            }

            return ExitCode.Success;
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            error.WriteLine($"Error: {problem.Message}");
            return ExitCode.BadInput;
        }
    }

    // Before the first cell: a run of hours must not end at a misspelled second name.
    private static void Check(RunNotebooksOptions options)
    {
        foreach (string path in options.Notebooks)
        {
            NotebookRunner.Check(path);
            OutputFolder.Check(options.OutputFolder ?? Path.GetDirectoryName(Path.GetFullPath(path))!);
        }

        var twins = options.Notebooks.GroupBy(Path.GetFileName).FirstOrDefault(group => group.Count() > 1);
        if (options.OutputFolder is not null && twins is not null)
        {
            throw new InvalidDataException(
                $"Two notebooks are called {twins.Key} and would be one file in {options.OutputFolder}. Give each its own folder.");
        }
    }

    private static NotebookRunOptions RunOptions(string path, RunNotebooksOptions options) => new()
    {
        Path = path,
        OutputPath = options.OutputFolder is { } folder ? Path.Combine(folder, Path.GetFileName(path)) : null,
        Environment = options.Environment,
        Formatters = options.Formatters,
    };

    private static string Summary(NotebookRunReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Path.GetFileName(report.Path)}: {report.Cells.Count} code cells ran in {report.Seconds:F1} s; results in {report.OutputPath}");
}
