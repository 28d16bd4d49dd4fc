using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;

namespace SkinSeg.Notebooks.Engine;

/// <summary>C# cells: Roslyn scripts, each of which continues the one before.</summary>
internal sealed class CSharpCells : ICellKernel
{
    // The names that .NET Interactive puts in scope, and no more.
    private static readonly string[] Usings =
    [
        "System", "System.Text", "System.Collections", "System.Collections.Generic", "System.Threading.Tasks", "System.Linq",
        typeof(Kernel).FullName!, typeof(DisplayExtensions).FullName!,
    ];

    // Shared by all sessions: the metadata of the framework takes 40 MB.
    private static readonly Lazy<ImmutableArray<MetadataReference>> Basis = new(() =>
        [.. HostPackages.OfProcess.Framework.Concat(HostPackages.OfProcess.Basis).Select(path => MetadataReference.CreateFromFile(path))]);

    private readonly SourceMap sources;
    private ScriptOptions options;
    private ScriptState<object>? state;

    public CSharpCells(string folder, SourceMap sources)
    {
        this.sources = sources;
        options = ScriptOptions.Default
            .WithReferences(Basis.Value)
            .WithImports(Usings)
            .WithLanguageVersion(LanguageVersion.Latest)
            .WithSourceResolver(new SourceFileResolver([], baseDirectory: null)) // keeps the names of cells as they are
            .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(folder))
            .WithFileEncoding(Encoding.UTF8)
            .WithEmitDebugInformation(true);
    }

    public CellValue? Evaluate(CellCode code, CancellationToken cancellationToken)
    {
        var current = options.WithFilePath(code.Path);
        Script<object> script = state is null ? CSharpScript.Create(code.Text, current) : state.Script.ContinueWith(code.Text, current);
        var problems = script.Compile(cancellationToken).Where(item => item.Severity == DiagnosticSeverity.Error);
        var errors = problems.OrderBy(item => item.Location.SourceSpan.Start).Select(Error).ToList();
        if (errors.Count > 0)
        {
            throw sources.Failed(errors, code.Path);
        }

        // What a cell assigned before it threw stays, as in every notebook host.
        state = Run(script, cancellationToken);
        return state.Exception is { } error ? throw ExceptionReader.Read(error, code.Path, sources)
            : state.ReturnValue is not null || EndsInExpression(script.GetCompilation(), code.Path) ? new(state.ReturnValue)
            : null;
    }

    public void AddReferences(IReadOnlyList<string> paths) =>
        options = options.AddReferences(paths.Select(path => MetadataReference.CreateFromFile(path)));

    public CellValue? Find(string name) => state?.GetVariable(name) is { } variable ? new(variable.Value) : null;

    public void Define(string name, object value)
    {
        string type = CSharpTypeName.Of(value.GetType())
            ?? throw new ArgumentException($"C# cannot name the type {value.GetType()}.", nameof(value));
        AddReferences([.. CSharpTypeName.Assemblies(value.GetType()).Select(assembly => assembly.Location)]);
        Evaluate(new("shared.csx", $"{type} {name} = default!;"), CancellationToken.None);
        state!.GetVariable(name).Value = value;
    }

    public CellCompletions Complete(string text, int position) => Help(text).Complete(text, position);

    public string Inspect(string text, int position) => Help(text).Inspect(position);

    public bool IsComplete(string text) => SyntaxFactory.IsCompleteSubmission(
        CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest, kind: SourceCodeKind.Script)));

    public void Dispose() => state = null;

    private CSharpHelp Help(string text) =>
        new((state is null ? CSharpScript.Create(text, options) : state.Script.ContinueWith(text, options)).GetCompilation());

    private ScriptState<object> Run(Script<object> script, CancellationToken cancellationToken)
    {
        bool IsCells(Exception error) => error is not OperationCanceledException || !cancellationToken.IsCancellationRequested;
        var run = state is null
            ? script.RunAsync(null, IsCells, cancellationToken)
            : script.RunFromAsync(state, IsCells, cancellationToken);
        return run.GetAwaiter().GetResult();
    }

    // A script's null result and no result look alike; Roslyn keeps the difference to itself.
    private static bool EndsInExpression(Compilation compilation, string path)
    {
        var tree = compilation.SyntaxTrees.Last(tree => tree.FilePath == path);
        return ((CompilationUnitSyntax)tree.GetRoot()).Members.LastOrDefault() is GlobalStatementSyntax
        {
            Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } statement,
        } && compilation.GetSemanticModel(tree).GetTypeInfo(statement.Expression).Type is not { SpecialType: SpecialType.System_Void };
    }

    private static CompilerError Error(Diagnostic item)
    {
        var span = item.Location.GetLineSpan();
        var start = span.StartLinePosition;
        return new(item.Id, item.GetMessage(CultureInfo.InvariantCulture), span.Path, start.Line + 1, start.Character + 1);
    }
}
