using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Plotly.NET;
using SkinSeg.Notebooks.Engine;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Engine;

public sealed class SessionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<CellOutput> outputs = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Names_in_scope_are_those_of_NET_Interactive_and_no_more()
    {
        using var session = Session();

        Assert.Null(session.Try(1, "csharp", "new List<int>().Select(x => x); new StringBuilder(); Task.CompletedTask.Wait(); IEnumerable old = null;"));
        Assert.Equal("CS0103", session.Try(2, "csharp", "File.Exists(\"a\")")?.Name);
        Assert.Equal("CS0103", session.Try(3, "csharp", "Thread.Yield()")?.Name);
        Assert.Equal("CS0103", session.Try(4, "csharp", "Formatter.DefaultMimeType")?.Name);
        Assert.Null(session.Try(5, "fsharp", "File.Exists \"a\", StringBuilder().Length, Formatter.DefaultMimeType"));
        Assert.Equal("FS0039", session.Try(6, "fsharp", "Dictionary<int, int>()")?.Name);
        Assert.Equal("FS0039", session.Try(7, "fsharp", "fsi.CommandLineArgs")?.Name);
        Assert.Equal("CS0246", session.Try(8, "csharp", "using TorchSharp;")?.Name); // a package is there once a cell asks for it
        Assert.Null(session.Try(9, "csharp", "#r \"nuget: TorchSharp-cpu\"\nusing TorchSharp;"));
        Assert.Null(session.Try(10, "fsharp", "#r \"nuget: OpenCvSharp4\"\ntypeof<OpenCvSharp.Mat>.Name"));
    }

    [Fact]
    public void What_a_cell_defined_before_it_threw_stays()
    {
        using var session = Session();

        Assert.NotNull(session.Try(1, "csharp", "var a = 3; throw new InvalidOperationException();"));
        Assert.Null(session.Try(2, "csharp", "a"));
        Assert.Contains("3", Html(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_assembly_is_loaded_once_for_both_languages()
    {
        using var session = Session();
        string reference = $"#r \"{Library()}\"\n";

        Assert.Null(session.Try(1, "csharp", reference + "var first = new EngineTestLibrary.Counter(); first.Next()"));
        Assert.Null(session.Try(2, "fsharp", reference + "#!share --from csharp first\n(first : EngineTestLibrary.Counter).Next()"));
        Assert.Contains("2", Html(), StringComparison.Ordinal);
    }

    [Fact]
    public void Scripts_and_notebooks_are_imported_in_their_languages()
    {
        File.WriteAllText(folder["a.fsx"], "let twice x = 2 * x");
        File.WriteAllText(folder["b.csx"], "int Thrice(int x) => 3 * x;");
        File.WriteAllText(folder["c.dib"], "#!meta\n\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\",\"items\":[]}}\n\n#!csharp\nvar four = 4;\n#!fsharp\nlet five = 5");
        NotebookFile.Create(CellLanguage.FSharp, [NotebookCell.Markdown("text"), NotebookCell.Code(CellLanguage.CSharp, "var six = 6;")]).Write(folder["d.ipynb"]);
        using var session = Session();

        Assert.Null(session.Try(1, "fsharp", "#!import a.fsx\n#!import b.csx\n#!import c.dib\n#!import d.ipynb\ntwice five"));
        Assert.Contains("10", Html(), StringComparison.Ordinal);
        Assert.Null(session.Try(2, "csharp", "Thrice(four) + six"));
        Assert.Contains("18", Html(), StringComparison.Ordinal);
        Assert.Null(session.Try(3, "fsharp", "#load \"a.fsx\"\nA.twice 1"));
        Assert.Null(session.Try(4, "csharp", "#load \"b.csx\"\nThrice(1)"));
    }

    [Fact]
    public void An_error_in_an_imported_file_names_the_file_and_its_line()
    {
        File.WriteAllText(folder["a.fsx"], "let a = 1\nlet b = missing");
        File.WriteAllText(folder["b.csx"], "// first\nthrow new Exception(\"in a script\");");
        File.WriteAllText(folder["c.fsx"], "#!import c.fsx");
        using var session = Session();

        Assert.StartsWith("cell 1 (fsharp), a.fsx, line 2: FS0039", session.Try(1, "fsharp", "#!import a.fsx")!.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("cell 2 (fsharp), a.fsx, line 2: FS0039", session.Try(2, "fsharp", "#load \"a.fsx\"")!.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("cell 3 (csharp), b.csx, line 2: System.Exception: in a script", session.Try(3, "csharp", "#!import b.csx")!.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("cell 4 (csharp), b.csx, line 2: System.Exception: in a script", session.Try(4, "csharp", "#load \"b.csx\"")!.ToString(), StringComparison.Ordinal);
        Assert.Contains("the file imports itself", session.Try(5, "fsharp", "#!import c.fsx")!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_that_the_program_does_not_have_is_replaced_aloud()
    {
        using var session = Session();

        Assert.Null(session.Try(1, "csharp", "#r \"nuget: Plotly.NET, 5.0.0\""));

        Assert.Equal("Plotly.NET 5.0.0 was asked for; Plotly.NET 6.0.0, with which this program was built, is used.\n", Assert.IsType<StreamOutput>(Assert.Single(outputs)).Text);
    }

    [Fact]
    public void A_formatter_of_the_session_goes_before_the_types_own_way()
    {
        using var session = Session(ValueFormatter.For<GenericChart>(_ => "<b>chart</b>"), ValueFormatter.For<GenericChart>(_ => "cGljdHVyZQ==", "image/png"));

        Assert.Null(session.Try(1, "fsharp", "#r \"nuget: Plotly.NET\"\nopen Plotly.NET\nChart.Point([ 1, 2 ])"));

        Assert.Equal([new("text/html", "<b>chart</b>"), new("image/png", "cGljdHVyZQ==")], Assert.IsType<ValueOutput>(outputs[^1]).Contents);
    }

    [Fact]
    public void Nothing_can_be_displayed_outside_a_notebook() =>
        Assert.Contains("no notebook", Assert.Throws<InvalidOperationException>(() => SkinSeg.Notebooks.Engine.Kernel.display(1)).Message, StringComparison.Ordinal);

    [Fact(Explicit = true)] // restores from the machine's package sources
    public void A_package_that_the_program_does_not_have_is_restored_for_both_languages()
    {
        using var session = Session();

        Assert.Null(session.Try(1, "csharp", "#r \"nuget: MathNet.Numerics, 5.0.0\"\nMathNet.Numerics.Constants.Pi")?.ToString());
        Assert.Null(session.Try(2, "fsharp", "#r \"nuget: MathNet.Numerics, 5.0.0\"\nMathNet.Numerics.Constants.Pi")?.ToString());
        Assert.Contains("error NU1101", session.Try(3, "fsharp", "#r \"nuget: SkinSeg.NoSuchPackage\"")!.Message, StringComparison.Ordinal);
    }

    private CellSession Session(params ValueFormatter[] formatters) => new(new(folder.Path, CellLanguage.FSharp) { Formatters = formatters }, outputs.Add);

    private string Html() => Assert.IsType<ValueOutput>(outputs[^1]).Contents[0].Text;

    // Beside the tests, not in the temporary folder: a loaded file cannot be deleted on Windows.
    private static string Library()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "EngineTestLibrary.dll");
        if (!File.Exists(path))
        {
            var code = CSharpSyntaxTree.ParseText("namespace EngineTestLibrary { public class Counter { static int count; public int Next() => ++count; } }");
            var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary);
            var reference = MetadataReference.CreateFromFile(typeof(object).Assembly.Location);
            Assert.True(CSharpCompilation.Create("EngineTestLibrary", [code], [reference], options).Emit(path).Success);
        }

        return path;
    }
}
