using FSharp.Compiler.CodeAnalysis;
using FSharp.Compiler.EditorServices;
using FSharp.Compiler.Interactive;
using FSharp.Compiler.Tokenization;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

namespace SkinSeg.Notebooks.Engine;

/// <summary>What the F# compiler knows about a place in a cell that need not compile yet.</summary>
/// <param name="session">The session whose names the cell sees.</param>
internal sealed class FSharpHelp(Shell.FsiEvaluationSession session)
{
    // Numbers of messages that more text could mend: unmatched brackets, unfinished strings, comments and definitions.
    private static readonly HashSet<int> Unfinished = [514, 515, 516, 517, 518, 583, 3118, 3156];

    /// <summary>Names that could stand at a position.</summary>
    public CellCompletions Complete(string text, int position)
    {
        int start = CellPlace.StartOfName(text, position);
        string begun = text[start..position];
        var (line, column, lineText) = Place(text, position);
        var (parsed, check) = Check(text);
        var name = QuickParse.GetPartialLongNameEx(lineText, column - 1);
        var found = check.GetDeclarationListInfo(FSharpOption<FSharpParseFileResults>.Some(parsed), line, lineText, name, null, null, null);
        string[] names = [.. found.Items.Select(item => item.NameInCode).Where(item => item.StartsWith(begun, StringComparison.OrdinalIgnoreCase)).Distinct().Order(StringComparer.Ordinal)];
        return new(start, names);
    }

    /// <summary>Signatures of what stands at a position; empty where nothing is known.</summary>
    public string Inspect(string text, int position)
    {
        var (line, column, lineText) = Place(text, NameBefore(text, position));
        if (QuickParse.GetCompleteIdentifierIsland(true, lineText, Math.Max(0, column - 1)) is not { Value: var (island, end, _) })
        {
            return string.Empty;
        }

        var names = ListModule.OfSeq(island.Split('.'));
        var tip = Check(text).Checked.GetToolTip(line, end, lineText, names, FSharpTokenTag.Identifier, null);
        return string.Join("\n", tip.Item.OfType<ToolTipElement.Group>().SelectMany(group => group.elements).Select(Text).Distinct());
    }

    /// <summary>Whether code could run as it is, right or wrong.</summary>
    public bool IsComplete(string text) => !Check(text).Parsed.Diagnostics.Any(item =>
        Unfinished.Contains(item.ErrorNumber) || (item.ErrorNumber == 10 && item.Message.Contains("incomplete", StringComparison.OrdinalIgnoreCase)));

    // Line from 1, column from 0, and the line.
    private static (int Line, int Column, string LineText) Place(string text, int position)
    {
        string[] before = text[..position].Split('\n');
        return (before.Length, before[^1].Length, text.Split('\n')[before.Length - 1]);
    }

    // Within the arguments of a call, what counts is the name before the bracket.
    private static int NameBefore(string text, int position)
    {
        bool IsName(int at) => at > 0 && at <= text.Length && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '_' or '\'');
        if (IsName(position) || (position < text.Length && IsName(position + 1)))
        {
            return IsName(position) ? position : position + 1;
        }

        int bracket = position == 0 ? -1 : text.LastIndexOf('(', position - 1);
        return bracket < 0 ? position : bracket;
    }

    private static string Text(ToolTipElementData element) => element.MainDescription.ToString();

    private (FSharpParseFileResults Parsed, FSharpCheckFileResults Checked) Check(string text)
    {
        var (parsed, check, _) = session.ParseAndCheckInteraction(text, null);
        return (parsed, check);
    }
}
