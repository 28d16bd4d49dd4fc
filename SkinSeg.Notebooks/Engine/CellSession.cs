using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Engine;

/// <summary>What a session starts from.</summary>
/// <param name="Folder">Full path of the notebook's folder, from which relative names in cells are meant.</param>
/// <param name="Language">Language of cells that name none.</param>
internal sealed record CellSessionOptions(string Folder, CellLanguage Language)
{
    /// <summary>Environment variables of the cells.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a page shows outputs as they come, such as Jupyter's; not where they are written to a file at the end.</summary>
    public bool IsLive { get; init; }

    /// <summary>How foreign types are shown.</summary>
    public IReadOnlyList<ValueFormatter> Formatters { get; init; } = [];
}

/// <summary>A running notebook: its languages' sessions, its thread, and the way its outputs go. A process has one at a time.</summary>
internal sealed class CellSession : IDisposable
{
    private readonly ProcessScope scope;
    private CellThread thread;
    private readonly CellInterpreter interpreter;
    private readonly Action<CellOutput> output;
    private readonly Lock gate = new();
    private readonly bool isLive;
    private int displays;

    /// <summary>Starts a session; compilers start with their first cell.</summary>
    /// <param name="options">Folder, language and surroundings.</param>
    /// <param name="output">Called with each output as it comes, one at a time, from whichever thread of the cell makes it.</param>
    /// <exception cref="InvalidOperationException">Another session lives in this process.</exception>
    public CellSession(CellSessionOptions options, Action<CellOutput> output)
    {
        this.output = output;
        isLive = options.IsLive;
        scope = ProcessScope.Enter(this, options);
        ValueFormatting.Reset(options.Formatters);
        thread = new();
        interpreter = new(this, options);
    }

    /// <summary>The session of this process; only <see cref="ProcessScope"/> sets it.</summary>
    public static CellSession? Current { get; set; }

    /// <summary>The session whose cell calls.</summary>
    public static CellSession Running =>
        Current ?? throw new InvalidOperationException("Nothing can be displayed here: SkinSeg's engine runs no notebook in this process.");

    /// <summary>Of the cell that runs.</summary>
    public CancellationToken Cancellation { get; private set; }

    /// <summary>Runs a cell to its end.</summary>
    /// <param name="number">Its number, by which errors name it.</param>
    /// <param name="kernel">Kernel name of its first line.</param>
    /// <param name="text">Its code, lines separated by \n.</param>
    /// <param name="cancellationToken">
    /// Stops the cell where it waits, where the kit's own long calls look at it, and, in C#, where it computes; native code goes on to its end first.
    /// F# code that computes goes on: the runtime breaks down when it is aborted there. The session stays usable.
    /// </param>
    /// <returns>What went wrong; null where nothing did.</returns>
    public CellFailure? Run(int number, string kernel, string text, CancellationToken cancellationToken = default)
    {
        Cancellation = cancellationToken;
        var failure = thread.Run(() =>
        {
            using var console = new CellConsole(Write);
            return Interruption.Run(
                () => interpreter.Run(number, kernel, text, cancellationToken),
                () => new CellFailure(number, kernel, "Interrupted", "The cell was stopped. What earlier cells defined is still there.", new(null, 0, 0, string.Empty), []),
                () => interpreter.Language == CellLanguage.CSharp,
                () => Write(new StreamOutput(IsError: true, "F# code that computes cannot be stopped from outside, and this cell goes on. Wait for it, or restart the kernel.\n")),
                cancellationToken);
        });
        if (cancellationToken.IsCancellationRequested)
        {
            // A thread whose code was stopped once may not be stopped a second time: the runtime does not always see the second request.
            thread.Dispose();
            thread = new();
        }

        if (failure is not null)
        {
            Write(new ErrorOutput(failure));
        }

        return failure;
    }

    /// <inheritdoc cref="CellInterpreter.Complete"/>
    public CellCompletions Complete(string cell, int position) => thread.Run(() => interpreter.Complete(cell, position));

    /// <inheritdoc cref="CellInterpreter.Inspect"/>
    public string Inspect(string cell, int position) => thread.Run(() => interpreter.Inspect(cell, position));

    /// <inheritdoc cref="CellInterpreter.IsComplete"/>
    public bool IsComplete(string cell) => thread.Run(() => interpreter.IsComplete(cell));

    /// <summary>Passes an output on.</summary>
    public void Write(CellOutput item)
    {
        lock (gate)
        {
            output(item);
        }
    }

    /// <summary>Shows a value at this place.</summary>
    public DisplayedValue Display(object? value, IReadOnlyList<string> mimeTypes)
    {
        string id = Display(ValueFormatting.Format(value, mimeTypes));
        return new(this, id, mimeTypes);
    }

    /// <summary>Shows contents that are ready; returns the display's name.</summary>
    public string Display(ValueList<MimeContent> contents)
    {
        string id = string.Create(CultureInfo.InvariantCulture, $"display-{Interlocked.Increment(ref displays)}");
        Write(new ValueOutput(contents, IsResult: false, id));
        return id;
    }

    /// <summary>Lets a live page run a script without keeping it: the output is emptied at once, and the notebook saved without it.</summary>
    /// <param name="script">A script element; made only where there is a page.</param>
    public void RunOnPage(Func<string> script)
    {
        if (isLive)
        {
            Update(Display([new("text/html", script())]), [new("text/html", string.Empty)]);
        }
    }

    /// <summary>Replaces what a display shows.</summary>
    public void Update(string displayId, ValueList<MimeContent> contents) => Write(new UpdateOutput(displayId, contents));

    public void Dispose()
    {
        thread.Run(() =>
        {
            interpreter.Dispose();
            return true;
        });
        thread.Dispose();
        scope.Dispose();
    }
}
