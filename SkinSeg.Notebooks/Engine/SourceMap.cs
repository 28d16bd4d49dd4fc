using System.Globalization;

namespace SkinSeg.Notebooks.Engine;

/// <summary>The sources that a session ran, by the paths under which compilers and stack frames know them.</summary>
internal sealed class SourceMap(string folder)
{
    private readonly Dictionary<string, (string Label, string[] Lines)> sources = [];

    /// <summary>Remembers a source under its path.</summary>
    /// <param name="path">Path given to the compiler.</param>
    /// <param name="label">What people call it: <c>cell 3</c>, <c>helpers.fsx</c>.</param>
    /// <param name="text">All of its text.</param>
    public void Add(string path, string label, string text) => sources[Full(path)] = (label, text.Split('\n'));

    /// <summary>Whether a stack frame's file is a cell, or a script that a cell imports.</summary>
    public bool Has(string? path) => path is not null && sources.ContainsKey(Full(path));

    /// <summary>Whether two paths name one source: compilers write them in different ways.</summary>
    public bool Is(string? path, string other) => path is not null && Full(path) == Full(other);

    /// <summary>A place, as seen from the code that runs.</summary>
    public SourcePlace Place(string path, int line, int column, string running)
    {
        var (label, lines) = sources.TryGetValue(Full(path), out var source) ? source : (Path.GetFileName(path), ReadLines(Full(path)));
        string text = line >= 1 && line <= lines.Length ? lines[line - 1].TrimEnd() : string.Empty;
        return new(Is(path, running) ? null : label, line, column, text);
    }

    /// <summary>A place in words: <c>cell 3, line 2</c>.</summary>
    public string Describe(string path, int line)
    {
        string label = sources.TryGetValue(Full(path), out var source) ? source.Label : Path.GetFileName(path);
        return string.Create(CultureInfo.InvariantCulture, $"{label}, line {line}");
    }

    /// <summary>The exception of a compiler: its first error's place, all errors in the trace.</summary>
    public CodeException Failed(IReadOnlyList<CompilerError> errors, string running)
    {
        var first = errors[0];
        return new(
            first.Name,
            first.Message,
            Place(first.Path, first.Line, first.Column, running),
            new(errors.Skip(1).Select(error => $"{Describe(error.Path, error.Line)}: {error.Name}: {error.Message}")));
    }

    private string Full(string path) => Path.GetFullPath(path, folder);

    private static string[] ReadLines(string path) => File.Exists(path) ? File.ReadAllLines(path) : [];
}

/// <summary>An error of a compiler; line and column count from 1.</summary>
internal sealed record CompilerError(string Name, string Message, string Path, int Line, int Column);
