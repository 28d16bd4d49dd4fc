using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Engine;

/// <summary>Why a cell failed, and where.</summary>
/// <param name="Cell">Number of the cell that ran, counted from 1 over all cells of the notebook, text cells too.</param>
/// <param name="Kernel">Language of the code that failed: <c>fsharp</c> or <c>csharp</c>.</param>
/// <param name="Name">Number of a compiler's message (CS0103), name of an exception's type, or <c>Magic</c> for a refused line.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Source">Where it is wrong.</param>
/// <param name="Trace">Further errors of the compiler, or the calls that led to an exception: the user's first, none of the engine.</param>
public sealed record CellFailure(int Cell, string Kernel, string Name, string Message, SourcePlace Source, ValueList<string> Trace)
{
    /// <summary>The place in words: <c>cell 5 (csharp), line 2</c>; a file that the cell loads is named.</summary>
    public string Place
    {
        get
        {
            string file = Source.File is null ? string.Empty : $", {Source.File}";
            string line = Source.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $", line {Source.Line}") : string.Empty;
            return string.Create(CultureInfo.InvariantCulture, $"cell {Cell} ({Kernel}){file}{line}");
        }
    }

    /// <summary>Place, message, source line and a caret under the column, on lines of their own.</summary>
    public override string ToString() => string.Join('\n', [$"{Place}: {Name}: {Message}", .. Source.Lines()]);
}

/// <summary>A place in source code.</summary>
/// <param name="File">A file that the cell loads or imports; null for the cell itself.</param>
/// <param name="Line">Line, counted from 1 in the cell (magic lines too) or file; 0 where it is not known.</param>
/// <param name="Column">Column, counted from 1; 0 where it is not known.</param>
/// <param name="Text">The source line.</param>
public sealed record SourcePlace(string? File, int Line, int Column, string Text)
{
    /// <summary>The source line, and a line with a caret under the column; nothing where the place is not known.</summary>
    internal IEnumerable<string> Lines()
    {
        if (Line > 0)
        {
            yield return "    " + Text;
            if (Column > 0)
            {
                // Tabs stay tabs, so that the caret stands under its letter however wide a tab is drawn.
                yield return "    " + string.Concat(Text.Take(Column - 1).Select(letter => letter == '\t' ? '\t' : ' ')) + "^";
            }
        }
    }
}
