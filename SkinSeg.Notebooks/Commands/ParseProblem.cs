using System.CommandLine;
using System.CommandLine.Parsing;

namespace SkinSeg.Notebooks.Commands;

/// <summary>Says in one sentence why a command line cannot be understood, and what may have been meant.</summary>
internal static class ParseProblem
{
    private const int MostChangedLetters = 2;

    /// <summary>The sentence for a command line that cannot be run; null where it can.</summary>
    public static string? Find(ParseResult parsed) =>
        parsed.Errors.Count > 0 ? Describe(parsed)
        : parsed.CommandResult.Children.FirstOrDefault(child => child.Tokens.Any(token => token.Value.Length == 0)) is { } empty ? $"{NameOf(empty)} is empty. Give a value."
        : null;

    private static string NameOf(SymbolResult result) => result switch
    {
        OptionResult option => option.Option.Name,
        ArgumentResult argument => argument.Argument.Name,
        _ => string.Empty,
    };

    private static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        string sentence =
            parsed.UnmatchedTokens.Count > 0 ? Unknown(command, parsed.UnmatchedTokens[0])
            : command is { Action: null, Subcommands.Count: > 0 } ? $"'{command.Name}' needs a verb: {string.Join(" or ", command.Subcommands.Select(verb => verb.Name))}."
            : string.Join(" ", parsed.Errors.Select(NotANumber));
        return $"{sentence} '{(command is RootCommand ? string.Empty : $"{command.Name} ")}--help' lists what there is.";
    }

    private static string NotANumber(ParseError error) =>
        error.SymbolResult is OptionResult { Option: { } option, Tokens: [{ Value: var value }] } && (option.ValueType == typeof(int) || option.ValueType == typeof(int?))
            ? $"Expected a whole number for {option.Name}, got '{value}'."
            : error.Message;

    private static string Unknown(Command command, string word)
    {
        string sentence = command.Subcommands.Any() ? $"There is no verb or option '{word}'." : $"'{command.Name}' does not take '{word}'.";
        string? near = command.Subcommands.Select(verb => verb.Name).Concat(command.Options.Select(option => option.Name))
            .Select(name => (Name: name, Changes: Changes(word, name)))
            .Where(candidate => candidate.Changes <= MostChangedLetters)
            .OrderBy(candidate => candidate.Changes)
            .Select(candidate => candidate.Name).FirstOrDefault();
        return near is null ? sentence : $"{sentence} Did you mean '{near}'?";
    }

    // Levenshtein's distance: letters to add, drop or replace.
    private static int Changes(string word, string name)
    {
        int[] previous = [.. Enumerable.Range(0, name.Length + 1)];
        foreach (var (i, letter) in word.Index())
        {
            int[] current = [i + 1, .. previous[1..]];
            for (int j = 1; j <= name.Length; j++)
            {
                int replaced = previous[j - 1] + (letter == name[j - 1] ? 0 : 1);
                current[j] = Math.Min(replaced, 1 + Math.Min(previous[j], current[j - 1]));
            }

            previous = current;
        }

        return previous[^1];
    }
}
