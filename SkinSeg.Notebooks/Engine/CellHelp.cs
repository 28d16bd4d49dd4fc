namespace SkinSeg.Notebooks.Engine;

/// <summary>Names that could stand at a place in code.</summary>
/// <param name="Start">Where the name that is being typed begins, in UTF-16 units.</param>
/// <param name="Names">The names, in order, each once.</param>
internal sealed record CellCompletions(int Start, IReadOnlyList<string> Names);

/// <summary>A place in a cell: code of one language, with everything else blanked out so that positions stay the cell's.</summary>
/// <param name="Language">Language at the place.</param>
/// <param name="Text">The cell's text, spaces for magics and for code of another language.</param>
internal sealed record CellPlace(CellLanguage Language, string Text)
{
    /// <summary>The code around a position.</summary>
    public static CellPlace Of(string cell, int position, CellLanguage home)
    {
        var language = home;
        var lines = new List<(string Text, CellLanguage? Language)>();
        int end = 0;
        CellLanguage? atPosition = null;
        foreach (string line in cell.Split('\n'))
        {
            var magic = CellSplitter.Parse(line);
            language = magic is { Name: ['#', '!', .. var name] } && CellLanguages.Find(name) is { } next ? next : language;
            lines.Add((line, magic is null ? language : null));
            end += line.Length + 1;
            atPosition ??= position < end ? language : null;
        }

        var here = atPosition ?? language;
        return new(here, string.Join('\n', lines.Select(line => line.Language == here ? line.Text : new string(' ', line.Text.Length))));
    }

    /// <summary>Start of the identifier that ends at a position.</summary>
    public static int StartOfName(string text, int position)
    {
        int start = position;
        while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] == '_'))
        {
            start--;
        }

        return start;
    }
}
