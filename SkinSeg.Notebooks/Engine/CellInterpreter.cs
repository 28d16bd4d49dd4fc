using System.Diagnostics;
using System.Globalization;

namespace SkinSeg.Notebooks.Engine;

/// <summary>A source of cells: a cell of the notebook, or a file that it imports.</summary>
/// <param name="Label">What people call it: <c>cell 3</c>.</param>
/// <param name="Kernel">Kernel name of its first line.</param>
/// <param name="Text">All of its text.</param>
internal sealed record CellSource(string Label, string Kernel, string Text);

/// <summary>Runs cells part by part: code goes to the kernel of its language, orders are obeyed here.</summary>
internal sealed class CellInterpreter(CellSession session, CellSessionOptions options) : IDisposable
{
    private readonly SourceMap sources = new(options.Folder);
    private readonly References references = new(options.Folder);
    private readonly Dictionary<CellLanguage, ICellKernel> kernels = [];
    private readonly Dictionary<string, string> texts = [];
    private readonly List<string> importing = [];
    private CellLanguage language;

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
            case TextPart text:
                Keep(text);
                break;
            case MagicPart { Magic.Name: "#!share" } magic:
                Share(new(magic.Magic, magic.FirstLine, ["--from", "--as"]));
                break;
            case MagicPart { Magic.Name: "#!set" } magic:
                Set(new(magic.Magic, magic.FirstLine, ["--name", "--value", "--byref!"]));
                break;
            case MagicPart { Magic.Name: "#!import" } magic:
                Import(new(magic.Magic, magic.FirstLine, []), cancellationToken);
                break;
            case MagicPart { Magic.Name: "#load" } magic:
                Load(source, magic, cancellationToken);
                break;
            case MagicPart { Magic.Name: "#i" } magic:
                references.AddSource(magic.Magic, magic.FirstLine);
                break;
            case MagicPart { Magic.Name: "#r" } magic:
                Kernel().AddReferences(references.Resolve(magic.Magic, magic.FirstLine, text => session.Write(new StreamOutput(IsError: true, text))));
                break;
        }
    }

    private static bool IsCancelled(Exception error, CancellationToken cancellationToken) =>
        error is OperationCanceledException && cancellationToken.IsCancellationRequested;

    // A language's compiler takes seconds to start: only where there is code for it.
    private ICellKernel Kernel()
    {
        if (!kernels.TryGetValue(language, out var kernel))
        {
            kernel = language == CellLanguage.FSharp ? new FSharpCells(sources) : new CSharpCells(options.Folder, sources);
            kernels.Add(language, kernel);
        }

        return kernel;
    }

    private void Evaluate(CellSource source, int firstLine, string text, CancellationToken cancellationToken)
    {
        string path = source.Label + language.ScriptExtension();
        sources.Add(path, source.Label, source.Text);
        var value = Kernel().Evaluate(new(path, new string('\n', firstLine) + text), cancellationToken);
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

    private void Keep(TextPart part)
    {
        if (part.Use != TextUse.Value)
        {
            string html = part.Use == TextUse.Html ? part.Text : Markdig.Markdown.ToHtml(part.Text);
            session.Display([new("text/html", html)]);
            return;
        }

        var arguments = new MagicArguments(part.Magic, part.FirstLine, ["--name", "--from-value", "--from-file"]);
        texts[arguments.Required("--name")] = arguments["--from-file"] is { } file ? File.ReadAllText(Existing(file, arguments)) : arguments["--from-value"] ?? part.Text;
    }

    private void Share(MagicArguments arguments)
    {
        string name = arguments.Name("name of a value");
        Give(arguments["--as"] ?? name, Find(arguments.Required("--from"), name, arguments), arguments);
    }

    private void Set(MagicArguments arguments)
    {
        string value = arguments.Required("--value");
        string[] reference = value.StartsWith('@') ? value[1..].Split(':', 2) : [];
        object? given = reference switch
        {
            [] => Literal(value),
            [var kernel, var name] when arguments["--byref"] is not null => Find(kernel, name, arguments),
            _ => throw arguments.Wrong("expected a literal, or @csharp:name with --byref; values that pass through JSON change their type"),
        };
        Give(arguments.Required("--name"), given, arguments);
    }

    private object? Find(string kernel, string name, MagicArguments arguments)
    {
        if (kernel == "value" && texts.TryGetValue(name, out string? text))
        {
            return text;
        }

        var found = CellLanguages.Find(kernel) is { } from && kernels.TryGetValue(from, out var source) ? source.Find(name) : null;
        return (found ?? throw arguments.Wrong($"there is no value {name} in {kernel}; run the cell that defines it first")).Value;
    }

    private void Give(string name, object? value, MagicArguments arguments)
    {
        if (value is null)
        {
            throw arguments.Wrong($"{name} is null, which has no type; share something that is not null");
        }

        if (language == CellLanguage.CSharp && CSharpTypeName.Of(value.GetType()) is null)
        {
            throw arguments.Wrong($"C# cells cannot name the type {value.GetType()} (nested, F#'s own, or declared in a cell). Share an array, a string, a number or a public type of a library");
        }

        try
        {
            Kernel().Define(name, value);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or CodeException)
        {
            throw arguments.Wrong($"{language.DisplayName()} cells cannot take {name} of type {value.GetType()}: {error.Message}");
        }
    }

    // The types that .NET Interactive gives literals: it reads them as JSON.
    private static object Literal(string value) =>
        bool.TryParse(value, out bool flag) ? flag : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : value;

    private void Load(CellSource source, MagicPart part, CancellationToken cancellationToken)
    {
        var arguments = new MagicArguments(part.Magic, part.FirstLine, []);
        string path = Existing(arguments.Name("file"), arguments);
        sources.Add(path, Path.GetFileName(path), File.ReadAllText(path));
        Evaluate(source, part.FirstLine, language == CellLanguage.FSharp ? $"#load @\"{path}\"" : $"#load \"{path}\"", cancellationToken);
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
