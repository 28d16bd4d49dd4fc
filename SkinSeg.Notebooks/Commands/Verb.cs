using System.CommandLine;

namespace SkinSeg.Notebooks.Commands;

/// <summary>What a verb's work is given: where to write, and when to stop.</summary>
/// <param name="Output">Results.</param>
/// <param name="Error">What went wrong, one sentence.</param>
/// <param name="CancellationToken">Set by Ctrl-C.</param>
internal sealed record VerbContext(TextWriter Output, TextWriter Error, CancellationToken CancellationToken);

/// <summary>Ties a verb of the command line to its work, and turns failures into one sentence and an exit code.</summary>
internal static class Verb
{
    /// <summary>Runs <paramref name="work"/> when the verb is called.</summary>
    public static void Does(this Command command, Func<ParseResult, VerbContext, int> work) =>
        command.SetAction((arguments, cancellationToken) => Task.Run(() => Guard(arguments, work, cancellationToken), CancellationToken.None));

    /// <summary>Adds arguments and options in their order.</summary>
    public static void AddAll(this Command command, IEnumerable<Symbol> symbols)
    {
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Add(argument);
            }
            else
            {
                command.Add((Option)symbol);
            }
        }
    }

    private static int Guard(ParseResult arguments, Func<ParseResult, VerbContext, int> work, CancellationToken cancellationToken)
    {
        var context = new VerbContext(arguments.InvocationConfiguration.Output, arguments.InvocationConfiguration.Error, cancellationToken);
        try
        {
            return work(arguments, context);
        }
        catch (OperationCanceledException e)
        {
            // A training that saved a checkpoint says where, and how to go on.
            context.Error.WriteLine(e.InnerException is OperationCanceledException
                ? $"Cancelled. {e.Message}"
                : "Cancelled. What was written is whole and kept; run the same command again for the rest.");
            return ExitCode.Cancelled;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or ArgumentException or UnauthorizedAccessException)
        {
            // The kit's own messages name the file and the remedy; the parameter's name and value that .NET adds are for programmers.
            context.Error.WriteLine($"Error: {WithoutParameter(e)}");
            return ExitCode.BadInput;
        }
        catch (Exception e) when (e is DllNotFoundException or NotFiniteNumberException) // natives that do not load, a training that diverged
        {
            context.Error.WriteLine($"Error: {e.Message}");
            return ExitCode.Failed;
        }
    }

    private static string WithoutParameter(Exception e) =>
        e is ArgumentException { ParamName: { } name } ? e.Message.Split($" (Parameter '{name}')")[0] : e.Message;
}
