using FSharp.Compiler.Diagnostics;
using FSharp.Compiler.Interactive;
using Microsoft.FSharp.Core;
using FsiResult = Microsoft.FSharp.Core.FSharpChoice<
    Microsoft.FSharp.Core.FSharpOption<FSharp.Compiler.Interactive.Shell.FsiValue>, System.Exception>;

namespace SkinSeg.Notebooks.Engine;

/// <summary>F# cells: one session of F# Interactive, in this process.</summary>
internal sealed class FSharpCells : ICellKernel
{
    // The flags of .NET Interactive's kernel, but for the last three: each cell is an assembly with debug information, so that
    // exceptions know their lines.
    private static readonly string[] Flags =
    [
        "--noninteractive", "--quiet", "--nologo", "--targetprofile:netcore", "--langversion:preview", "--usesdkrefs-",
        "--multiemit+", "--debug+", "--optimize-",
    ];

    // The names that .NET Interactive puts in scope, and no more.
    private const string Prelude = """
        open System
        open System.IO
        open System.Text
        open Microsoft.DotNet.Interactive.Formatting
        open type SkinSeg.Notebooks.Engine.Kernel
        open type SkinSeg.Notebooks.Engine.DisplayExtensions
        let display value = SkinSeg.Notebooks.Engine.Kernel.display(box value)
        let HTML content = SkinSeg.Notebooks.Engine.Kernel.HTML(content)
        let CSS content = SkinSeg.Notebooks.Engine.Kernel.CSS(content)
        let Javascript content = SkinSeg.Notebooks.Engine.Kernel.Javascript(content)
        """;

    private readonly Shell.FsiEvaluationSession session;
    private readonly SourceMap sources;

    public FSharpCells(SourceMap sources)
    {
        this.sources = sources;
        string[] arguments =
            ["fsi", .. Flags, .. PathMap(Environment.CurrentDirectory), .. HostPackages.OfProcess.Basis.Select(path => "-r:" + path)];
        var configuration = Shell.FsiEvaluationSession.GetDefaultConfiguration();
        var (input, output) = (TextReader.Null, TextWriter.Null);
        session = Shell.FsiEvaluationSession.Create(configuration, arguments, input, output, output, null, null);
        Evaluate(new("prelude.fsx", Prelude), CancellationToken.None);
    }

    public CellValue? Evaluate(CellCode code, CancellationToken cancellationToken)
    {
        var token = FSharpOption<CancellationToken>.Some(cancellationToken);
        var (result, diagnostics) = session.EvalInteractionNonThrowing(code.Text, code.Path, token);
        var errors = diagnostics.Where(item => item.Severity.IsError).Select(Error).ToList();
        return result switch
        {
            // A text that does not parse gives errors, but not an exception.
            _ when errors.Count > 0 => throw sources.Failed(errors, code.Path),
            FsiResult.Choice2Of2 { Item: OperationCanceledException error } when cancellationToken.IsCancellationRequested => throw error,
            FsiResult.Choice2Of2 { Item: var error } => throw ExceptionReader.Read(error, code.Path, sources),
            FsiResult.Choice1Of2 { Item: { Value: var value } } when value.ReflectionType != typeof(Unit) => new(value.ReflectionValue),
            _ => null,
        };
    }

    public void AddReferences(IReadOnlyList<string> paths)
    {
        string lines = string.Join('\n', paths.Select(path => $"#r @\"{path}\""));
        Evaluate(new("references.fsx", lines), CancellationToken.None);
    }

    public CellValue? Find(string name) =>
        session.TryFindBoundValue(name) is { Value: var bound } ? new(bound.Value.ReflectionValue) : null;

    public void Define(string name, object value) => session.AddBoundValue(name, value);

    public CellCompletions Complete(string text, int position) => new FSharpHelp(session).Complete(text, position);

    public string Inspect(string text, int position) => new FSharpHelp(session).Inspect(text, position);

    public bool IsComplete(string text) => new FSharpHelp(session).IsComplete(text);

    public void Dispose() => ((IDisposable)session).Dispose();

    // Keeps this machine's folders out of stack traces. The flag has no way to write a folder with its own separators.
    private static string[] PathMap(string folder) => folder.AsSpan().ContainsAny(',', '=') ? [] : [$"--pathmap:{folder}=."];

    private static CompilerError Error(FSharpDiagnostic item)
    {
        string message = string.Join(' ', item.Message.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        return new(item.ErrorNumberText, message, item.FileName, item.StartLine, item.StartColumn + 1);
    }
}
