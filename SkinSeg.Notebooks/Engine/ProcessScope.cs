using System.Text;

namespace SkinSeg.Notebooks.Engine;

/// <summary>What cells take from the process while a session lives: console, current directory, environment variables. Given back at the end.</summary>
/// <remarks>
/// These belong to the process and not to a thread, so that there is one session at a time. The current directory is the notebook's folder,
/// because a relative path in a cell means that in Jupyter and in .NET Interactive too.
/// </remarks>
internal sealed class ProcessScope : IDisposable
{
    private static readonly Lock Gate = new();

    private readonly TextWriter output = Console.Out;
    private readonly TextWriter error = Console.Error;
    private readonly TextReader input = Console.In;
    private readonly string directory = Environment.CurrentDirectory;
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
                throw new InvalidOperationException("Another notebook runs in this process. Console and current directory are the process's: run one notebook after the other.");
            }

            var scope = new ProcessScope(options);
            Environment.CurrentDirectory = options.Folder;
            foreach (var (name, value) in options.Environment)
            {
                Environment.SetEnvironmentVariable(name, value);
            }

            Console.SetOut(new CellWriter(text => session.Write(new StreamOutput(IsError: false, text))));
            Console.SetError(new CellWriter(text => session.Write(new StreamOutput(IsError: true, text))));
            Console.SetIn(TextReader.Null);
            CellSession.Current = session;
            return scope;
        }
    }

    public void Dispose()
    {
        lock (Gate)
        {
            CellSession.Current = null;
            Console.SetOut(output);
            Console.SetError(error);
            Console.SetIn(input);
            Environment.CurrentDirectory = directory;
            foreach (var (name, value) in variables)
            {
                Environment.SetEnvironmentVariable(name, value);
            }
        }
    }

    private sealed class CellWriter(Action<string> write) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => write(value.ToString());

        public override void Write(char[] buffer, int index, int count) => write(new(buffer, index, count));

        public override void Write(ReadOnlySpan<char> buffer) => write(buffer.ToString());

        public override void Write(string? value) => write(value ?? string.Empty);

        // In one piece, so that lines of several threads do not mix.
        public override void WriteLine(string? value) => write(value + "\n");
    }
}
