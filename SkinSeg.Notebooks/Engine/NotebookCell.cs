namespace SkinSeg.Notebooks.Engine;

/// <summary>What a notebook cell is.</summary>
public enum CellKind
{
    /// <summary>Code, which runs.</summary>
    Code,

    /// <summary>Text in Markdown.</summary>
    Markdown,

    /// <summary>Text that is for a converter only.</summary>
    Raw,
}

/// <summary>One cell of a notebook as its author wrote it, without outputs.</summary>
/// <param name="Kind">Code or text.</param>
/// <param name="Kernel">Kernel of a code cell whose first line names none: <c>fsharp</c> or <c>csharp</c>; empty for text.</param>
/// <param name="Source">The text, lines separated by \n.</param>
public sealed record NotebookCell(CellKind Kind, string Kernel, string Source)
{
    /// <summary>A code cell.</summary>
    public static NotebookCell Code(CellLanguage language, string source) => new(CellKind.Code, language.KernelName(), source);

    /// <summary>A text cell.</summary>
    public static NotebookCell Markdown(string source) => new(CellKind.Markdown, string.Empty, source);
}
