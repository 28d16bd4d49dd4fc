using System.Text;

namespace SkinSeg.Notebooks.Engine;

/// <summary>The console as a cell sees it: what it writes becomes output of the cell, and there is nothing to read.</summary>
/// <remarks>Between cells the console is the program's again, so that progress can be printed.</remarks>
internal sealed class CellConsole : IDisposable
{
    private readonly TextWriter output = Console.Out;
    private readonly TextWriter error = Console.Error;
    private readonly TextReader input = Console.In;

    /// <summary>Takes the console until it is disposed.</summary>
    /// <param name="write">Called with each piece of text.</param>
    public CellConsole(Action<StreamOutput> write)
    {
        Console.SetOut(new Writer(text => write(new(IsError: false, text))));
        Console.SetError(new Writer(text => write(new(IsError: true, text))));
        Console.SetIn(TextReader.Null);
    }

    public void Dispose()
    {
        Console.SetOut(output);
        Console.SetError(error);
        Console.SetIn(input);
    }

    private sealed class Writer(Action<string> write) : TextWriter
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
