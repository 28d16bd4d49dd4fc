namespace SkinSeg.Notebooks.Engine;

/// <summary>What a session takes from the process and gives back at its end: the current directory and environment variables.</summary>
/// <remarks>
/// These belong to the process and not to a thread, so that there is one session at a time. The current directory is the notebook's folder,
/// because a relative path in a cell means that in Jupyter and in .NET Interactive too.
/// </remarks>
internal sealed class ProcessScope : IDisposable
{
    private static readonly Lock Gate = new();

    private readonly string directory = Environment.CurrentDirectory;
    private readonly TextWriter error = Console.Error;
    private readonly Dictionary<string, string?> variables;

    private ProcessScope(CellSessionOptions options)
    {
        variables = options.Environment.Keys.ToDictionary(name => name, Environment.GetEnvironmentVariable);
    }

    /// <summary>Gives the process to <paramref name="session"/>.</summary>
    /// <exception cref="InvalidOperationException">Another session has it.</exception>
    public static ProcessScope Enter(CellSession session, CellSessionOptions options)
    {
        lock (Gate)
        {
            if (CellSession.Current is not null)
            {
                throw new InvalidOperationException(
                    "Another notebook runs in this process, and it has one console and one current directory: run one notebook after the other.");
            }

            var scope = new ProcessScope(options);
            Environment.CurrentDirectory = options.Folder;
            Set(options.Environment!);
            AppDomain.CurrentDomain.ProcessExit += scope.Ended;
            CellSession.Current = session;
            return scope;
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            CellSession.Current = null;
            AppDomain.CurrentDomain.ProcessExit -= Ended;
            Environment.CurrentDirectory = directory;
            Set(variables);
        }
    }

    // A cell that calls exit 0 ends the process before the rest has run: that must not look like success.
    private void Ended(object? sender, EventArgs arguments)
    {
        error.WriteLine("The process ended while a notebook ran, and nothing was written. Take calls of exit out of its cells.");
        Environment.ExitCode = Environment.ExitCode == 0 ? 1 : Environment.ExitCode;
    }

    private static void Set(IEnumerable<KeyValuePair<string, string?>> values)
    {
        foreach (var (name, value) in values)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
