using System.Text.RegularExpressions;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Engine;

/// <summary>A piece of a cell.</summary>
/// <param name="FirstLine">Its first line in the cell, counted from 0.</param>
/// <param name="Language">Language in force there.</param>
internal abstract record CellPart(int FirstLine, CellLanguage Language);

/// <summary>Code in one language.</summary>
internal sealed record CodePart(int FirstLine, CellLanguage Language, string Text) : CellPart(FirstLine, Language);

/// <summary>Text that is shown or kept as it is; its first line is its magic's.</summary>
internal sealed record TextPart(int FirstLine, CellLanguage Language, TextUse Use, Magic Magic, string Text)
    : CellPart(FirstLine, Language);

/// <summary>A line that gives an order to the engine: <c>#!share --from fsharp x</c>, <c>#r "nuget: Plotly.NET"</c>.</summary>
internal sealed record MagicPart(int FirstLine, CellLanguage Language, Magic Magic) : CellPart(FirstLine, Language);

/// <summary>What is done with the text below a magic.</summary>
internal enum TextUse
{
    Markdown,
    Html,
    Value,
}

/// <summary>A magic line in its words.</summary>
/// <param name="Line">The line as written.</param>
/// <param name="Name">First word: <c>#!share</c>, <c>#r</c>.</param>
/// <param name="Arguments">The other words, without quotes.</param>
internal sealed record Magic(string Line, string Name, ValueList<string> Arguments);

/// <summary>Cuts a code cell where its language changes and at its magics.</summary>
internal static partial class CellSplitter
{
    private static readonly string[] Orders = ["#!time", "#!import", "#!share", "#!set"];

    /// <summary>The parts of a cell in order; parts without code are left out.</summary>
    /// <param name="kernel">Kernel name of the cell: a language, or <c>markdown</c>, <c>html</c>, <c>value</c>.</param>
    /// <param name="source">Text of the cell.</param>
    /// <param name="home">Language of the notebook.</param>
    /// <exception cref="MagicException">A line asks for something that the engine does not do.</exception>
    public static IReadOnlyList<CellPart> Split(string kernel, string source, CellLanguage home)
    {
        var reader = new Reader(home);
        reader.Switch(new($"#!{kernel}", $"#!{kernel}", []), 0, 0);
        string[] lines = source.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            reader.Add(lines[i], i);
        }

        return reader.Finish();
    }

    /// <summary>Name and arguments of a magic line; null for a line of code.</summary>
    public static Magic? Parse(string line)
    {
        var name = Name().Match(line);
        return name.Success
            ? new(line.Trim(), name.Groups["name"].Value, new(Words(line[name.Length..])))
            : null;
    }

    private static IEnumerable<string> Words(string line) =>
        from word in Word().Matches(line)
        where !word.Value.StartsWith("//", StringComparison.Ordinal)
        select word.Groups["quoted"].Success ? word.Groups["quoted"].Value : word.Value;

    // References are magics only in their full form: #r and #load can also stand in texts and comments.
    [GeneratedRegex("""^(?<name>#!\S+|#(?:r|i|load)(?=\s+@?"[^"]*"\s*(?://.*)?$))""")]
    private static partial Regex Name();

    [GeneratedRegex("""//.*$|@?"(?<quoted>[^"]*)"|\S+""")]
    private static partial Regex Word();

    private sealed class Reader(CellLanguage language)
    {
        private readonly List<CellPart> parts = [];
        private readonly List<string> lines = [];
        private TextUse? use;
        private Magic? opener;
        private int openerLine;
        private int firstLine;

        public void Add(string line, int index)
        {
            var magic = Parse(line);
            if (magic is null || (use is not null && !magic.Name.StartsWith("#!", StringComparison.Ordinal)))
            {
                lines.Add(line);
            }
            else if (magic.Name.StartsWith("#!", StringComparison.Ordinal) && !Orders.Contains(magic.Name))
            {
                Switch(magic, index, index + 1);
            }
            else
            {
                Close(index + 1);
                parts.Add(new MagicPart(index, language, magic));
            }
        }

        /// <summary>From <paramref name="next"/> on, lines belong to the language or text that the magic names.</summary>
        public void Switch(Magic magic, int line, int next)
        {
            Close(next);
            use = magic.Name switch
            {
                "#!markdown" or "#!md" => TextUse.Markdown,
                "#!html" => TextUse.Html,
                "#!value" => TextUse.Value,
                _ => null,
            };
            (opener, openerLine) = (magic, line);
            if (use is null)
            {
                language = CellLanguages.Find(magic.Name[2..]) ?? throw new MagicException(
                    $"{magic.Name} is not supported, only #!fsharp, #!csharp, #!markdown, #!html, #!value, #!time, #!import, #!share, #!set.",
                    line);
            }
        }

        public List<CellPart> Finish()
        {
            Close(0);
            return parts;
        }

        private void Close(int next)
        {
            string text = string.Join('\n', lines);
            if (use is { } textUse && opener is { } magic)
            {
                parts.Add(new TextPart(openerLine, language, textUse, magic, text));
            }
            else if (!string.IsNullOrWhiteSpace(text))
            {
                parts.Add(new CodePart(firstLine, language, text));
            }

            lines.Clear();
            firstLine = next;
            (use, opener) = (null, null);
        }
    }
}

/// <summary>A magic line cannot be obeyed.</summary>
internal sealed class MagicException(string message, int line) : Exception(message)
{
    /// <summary>The line in the cell, counted from 0.</summary>
    public int Line { get; } = line;
}
