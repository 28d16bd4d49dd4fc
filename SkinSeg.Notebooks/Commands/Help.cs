using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace SkinSeg.Notebooks.Commands;

/// <summary>How <c>--help</c> reads: at most 100 columns, the verb's example last, and in a list of verbs only what each does.</summary>
internal static class Help
{
    private const int Columns = 100;
    private const string Mark = "\n\nExample: ";

    /// <summary>Sets it for a program and all its verbs, whose descriptions end in <c>Example: …</c> after an empty line.</summary>
    public static void Arrange(RootCommand root)
    {
        var examples = new Dictionary<Command, string>();
        TakeExamples(root, examples);
        var help = new HelpAction();
        help.MaxWidth = help.MaxWidth is > 0 and < Columns ? help.MaxWidth : Columns; // some terminals say 0
        root.Options.OfType<HelpOption>().Single().Action = new WithExample(help, examples);
    }

    private static void TakeExamples(Command command, Dictionary<Command, string> examples)
    {
        string[] parts = (command.Description ?? string.Empty).ReplaceLineEndings("\n").Split(Mark);
        command.Description = parts[0];
        examples.Add(command, parts[1].Trim());
        foreach (var verb in command.Subcommands)
        {
            TakeExamples(verb, examples);
        }
    }

    private sealed class WithExample(HelpAction help, Dictionary<Command, string> examples) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            int code = help.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output.WriteLine($"Example:\n  {examples[parseResult.CommandResult.Command]}");
            return code;
        }
    }
}
