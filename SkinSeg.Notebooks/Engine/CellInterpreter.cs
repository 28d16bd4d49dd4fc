using System.Diagnostics;
using System.Globalization;

namespace SkinSeg.Notebooks.Engine;

/// <summary>A source of code: a cell of the notebook, or a file that it imports.</summary>
/// <param name="Label">What people call it: <c>cell 3</c>.</param>
/// <param name="Kernel">Kernel name of its first line.</param>
/// <param name="Text">All of its text.</param>
internal sealed record CellSource(string Label, string Kernel, string Text);

/// <summary>Runs cells part by part: code goes to the kernel of its language, orders are obeyed here.</summary>
internal sealed class CellInterpreter : IDisposable
{
    private readonly CellSession session;
    private readonly CellSessionOptions options;
    private readonly SourceMap sources;
    private readonly References references;
    private readonly SharedValues values;
    private readonly Dictionary<CellLanguage, ICellKernel> kernels = [];
    private readonly List<string> importing = [];
    private CellLanguage language;

    /// <summary>An interpreter whose kernels start with the first code for them.</summary>
    public CellInterpreter(CellSession session, CellSessionOptions options)
    {
        this.session = session;
        this.options = options;
        sources = new(options.Folder);
        references = new(options.Folder);
        values = new(kernels, Kernel);
    }

    /// <summary>Language of the code that runs.</summary>
    public CellLanguage Language => language;

    /// <summary>Runs one cell; null where it went well.</summary>
    public CellFailure? Run(int number, string kernel, string text, CancellationToken cancellationToken)
    {
        try
        {
            RunParts(new(string.Create(CultureInfo.InvariantCulture, $"cell {number}"), kernel, text), cancellationToken);
            return null;
        }
        catch (CodeException error)
        {
            return new(number, language.KernelName(), error.Name, error.Message, error.Place, error.Trace);
        }
    }

    /// <summary>Names that could stand at a position of a cell.</summary>
    public CellCompletions Complete(string cell, int position)
    {
        var place = CellPlace.Of(cell, position, options.Language);
        return Kernel(place.Language).Complete(place.Text, position);
    }

    /// <summary>Signature or type of what stands at a position of a cell.</summary>
    public string Inspect(string cell, int position)
    {
        var place = CellPlace.Of(cell, position, options.Language);
        return Kernel(place.Language).Inspect(place.Text, position);
    }

    /// <summary>Whether a cell could run as it is; its last language decides.</summary>
    public bool IsComplete(string cell)
    {
        var place = CellPlace.Of(cell, cell.Length, options.Language);
        return Kernel(place.Language).IsComplete(place.Text);
    }

    public void Dispose()
    {
        foreach (var kernel in kernels.Values)
        {
            kernel.Dispose();
        }

        references.Dispose();
    }

    private void RunParts(CellSource source, CancellationToken cancellationToken)
    {
        Stopwatch? watch = null;
        int line = 0;
        language = CellLanguages.Find(source.Kernel) ?? options.Language;
        try
        {
            foreach (var part in CellSplitter.Split(source.Kernel, source.Text, options.Language))
            {
                cancellationToken.ThrowIfCancellationRequested();
                (language, line) = (part.Language, part.FirstLine);
                watch ??= part is MagicPart { Magic.Name: "#!time" } ? Stopwatch.StartNew() : null;
                RunPart(source, part, cancellationToken);
            }
        }
        catch (Exception error) when (error is not CodeException && !IsCancelled(error, cancellationToken))
        {
            // A magic that cannot be obeyed, a file that cannot be read, a compiler that breaks down: whatever it is, it is this part's.
            (string name, line) = error is MagicException magic ? ("Magic", magic.Line) : (error.GetType().FullName!, line);
            throw new CodeException(name, error.Message, new(null, line + 1, 1, source.Text.Split('\n')[line]), []);
        }

        if (watch is not null)
        {
            session.Write(new TimeOutput(watch.Elapsed.TotalMilliseconds));
        }
    }

    private void RunPart(CellSource source, CellPart part, CancellationToken cancellationToken)
    {
        switch (part)
        {
            case CodePart code:
                Evaluate(source, code.FirstLine, code.Text, cancellationToken);
                break;
            case TextPart { Use: TextUse.Value } text:
                Keep(text, new(text.Magic, text.FirstLine, SharedValues.ValueOptions));
                break;
            case TextPart text:
                session.Display([new("text/html", text.Use == TextUse.Html ? text.Text : Markdig.Markdown.ToHtml(text.Text))]);
                break;
            case MagicPart magic:
                Obey(source, magic, cancellationToken);
                break;
        }
    }

    private void Obey(CellSource source, MagicPart part, CancellationToken cancellationToken)
    {
        var (magic, line) = (part.Magic, part.FirstLine);
        switch (magic.Name)
        {
            case "#!share":
                values.Share(new(magic, line, SharedValues.ShareOptions), language);
                break;
            case "#!set":
                values.Set(new(magic, line, SharedValues.SetOptions), language);
                break;
            case "#!import":
                Import(new(magic, line, []), cancellationToken);
                break;
            case "#load":
                Load(source, line, new(magic, line, []), cancellationToken);
                break;
            case "#i":
                references.AddSource(magic, line);
                break;
            case "#r":
                var paths = references.Resolve(magic, line, text => session.Write(new StreamOutput(IsError: true, text)));
                Kernel(language).AddReferences(paths);
                break;
        }
    }

    private static bool IsCancelled(Exception error, CancellationToken cancellationToken) =>
        error is OperationCanceledException && cancellationToken.IsCancellationRequested;

    // A language's compiler takes seconds to start: only where there is code for it.
    private ICellKernel Kernel(CellLanguage wanted)
    {
        if (!kernels.TryGetValue(wanted, out var kernel))
        {
            kernel = wanted == CellLanguage.FSharp ? new FSharpCells(sources) : new CSharpCells(options.Folder, sources);
            kernels.Add(wanted, kernel);
        }

        return kernel;
    }

    private void Evaluate(CellSource source, int firstLine, string text, CancellationToken cancellationToken)
    {
        string path = source.Label + language.ScriptExtension();
        sources.Add(path, source.Label, source.Text);
        var value = Kernel(language).Evaluate(new(path, new string('\n', firstLine) + text), cancellationToken);
        if (value is { Value: not DisplayedValue })
        {
            Show(value.Value, path);
        }
    }

    private void Show(object? value, string path)
    {
        try
        {
            session.Write(new ValueOutput(ValueFormatting.Format(value, []), IsResult: true));
        }
        catch (Exception error)
        {
            throw ExceptionReader.Read(error, path, sources); // the value's own code threw while it showed itself
        }
    }

    private void Keep(TextPart part, MagicArguments arguments)
    {
        string? content = arguments["--from-file"] is { } file ? File.ReadAllText(Existing(file, arguments)) : arguments["--from-value"];
        values.Keep(arguments, content ?? part.Text);
    }

    private void Load(CellSource source, int line, MagicArguments arguments, CancellationToken cancellationToken)
    {
        string path = Existing(arguments.Name("file"), arguments);
        sources.Add(path, Path.GetFileName(path), File.ReadAllText(path));
        Evaluate(source, line, language == CellLanguage.FSharp ? $"#load @\"{path}\"" : $"#load \"{path}\"", cancellationToken);
    }

    private void Import(MagicArguments arguments, CancellationToken cancellationToken)
    {
        string path = Existing(arguments.Name("file"), arguments);
        if (importing.Contains(path))
        {
            throw arguments.Wrong("the file imports itself");
        }

        importing.Add(path);
        try
        {
            foreach (var source in ImportedFile.Read(path, options.Language))
            {
                RunImported(source, cancellationToken);
            }
        }
        finally
        {
            importing.Remove(path);
        }
    }

    private void RunImported(CellSource source, CancellationToken cancellationToken)
    {
        try
        {
            RunParts(source, cancellationToken);
        }
        catch (CodeException error) when (error.Place.File is null)
        {
            throw new CodeException(error.Name, error.Message, error.Place with { File = source.Label }, error.Trace);
        }
    }

    private string Existing(string file, MagicArguments arguments)
    {
        string path = Path.GetFullPath(file, options.Folder);
        return File.Exists(path) ? path : throw arguments.Wrong("there is no such file; relative paths start from the notebook's folder");
    }
}
