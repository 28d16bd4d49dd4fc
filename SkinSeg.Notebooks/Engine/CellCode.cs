using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Engine;

/// <summary>Code that is about to run.</summary>
/// <param name="Path">File name by which compiler and stack frames know it; relative: no output shows this machine's folders.</param>
/// <param name="Text">The code, with empty lines in place of the cell's parts before it, so that line numbers are the cell's.</param>
internal sealed record CellCode(string Path, string Text);

/// <summary>A value that an expression at the end of a cell has.</summary>
/// <param name="Value">The value; null is a value too.</param>
internal sealed record CellValue(object? Value);

/// <summary>Code of a cell does not compile, or threw.</summary>
internal sealed class CodeException(string name, string message, SourcePlace place, ValueList<string> trace) : Exception(message)
{
    /// <summary>Number of the compiler's message, or full name of the exception's type.</summary>
    public string Name { get; } = name;

    /// <summary>Where.</summary>
    public SourcePlace Place { get; } = place;

    /// <summary>Further errors, or the calls that led there.</summary>
    public ValueList<string> Trace { get; } = trace;
}

/// <summary>A language's running session: what one cell defines, the next can use.</summary>
internal interface ICellKernel : IDisposable
{
    /// <summary>Runs code; the value of its last expression, or null where it has none.</summary>
    /// <exception cref="CodeException">The code does not compile, or threw.</exception>
    CellValue? Evaluate(CellCode code, CancellationToken cancellationToken);

    /// <summary>Lets the code of later cells use assemblies, by path.</summary>
    void AddReferences(IReadOnlyList<string> paths);

    /// <summary>The value that a name has; null where there is no such name.</summary>
    CellValue? Find(string name);

    /// <summary>Gives a name a value.</summary>
    void Define(string name, object value);

    /// <summary>Names that could stand at a position of code that need not be finished.</summary>
    CellCompletions Complete(string text, int position);

    /// <summary>Signature or type of what stands at a position; empty where nothing is known.</summary>
    string Inspect(string text, int position);

    /// <summary>Whether code could run as it is, right or wrong; not where more must follow, such as a bracket.</summary>
    bool IsComplete(string text);
}
