using SkinSeg.Notebooks.Engine;
using SkinSeg.Tests.Support;
using Xunit;
using static SkinSeg.Tests.Engine.TestNotebook;

namespace SkinSeg.Tests.Engine;

public sealed class FailureTests
{
    [Fact]
    public void A_compile_error_in_CSharp_has_its_cell_line_and_caret()
    {
        var failure = Failure(NotebookCell.Markdown("text"), InCSharp("var a = 1;"), InCSharp("// first\nvar b = a + missing;\nstring c = 3;"));

        Assert.Equal(
            "cell 3 (csharp), line 2: CS0103: The name 'missing' does not exist in the current context\n    var b = a + missing;\n                ^",
            failure.ToString());
        Assert.StartsWith("cell 3, line 3: CS0029", Assert.Single(failure.Trace), StringComparison.Ordinal);
    }

    [Fact]
    public void A_compile_error_in_FSharp_has_its_cell_line_and_caret()
    {
        var failure = Failure(InFSharp("let a = 1"), InFSharp("\nlet b = a + missing"));

        Assert.StartsWith("cell 2 (fsharp), line 2: FS0039: The value or constructor 'missing' is not defined.", failure.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("\n    let b = a + missing\n                ^", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_FSharp_cannot_parse_fails_although_the_compiler_throws_nothing()
    {
        var failure = Failure(InFSharp("1\n) 2"));

        Assert.Equal(("FS0010", 2), (failure.Name, failure.Source.Line));
    }

    [Fact]
    public void An_exception_in_CSharp_shows_the_line_of_the_cell_and_the_users_calls_first()
    {
        var failure = Failure(InCSharp("int Half(int x) => x > 0 ? x / 2 : throw new ArgumentException(\"not positive\");"), InCSharp("var a = new[] { 0 };\na.Select(Half).ToList()"));

        Assert.Equal("cell 2 (csharp), line 2: System.ArgumentException: not positive\n    a.Select(Half).ToList()\n    ^", failure.ToString());
        Assert.Equal(["  at cell 1, line 1, in Half", "  at cell 2, line 2"], failure.Trace.Take(2));
        Assert.DoesNotContain(failure.Trace, line => line.Contains("Submission", StringComparison.Ordinal) || line.Contains("Scripting", StringComparison.Ordinal));
    }

    [Fact]
    public void An_exception_in_FSharp_shows_the_line_of_the_cell_and_the_users_calls_first()
    {
        var failure = Failure(InFSharp("let half x =\n    if x > 0 then x / 2 else invalidArg \"x\" \"not positive\""), InFSharp("let a = [ 0 ]\na |> List.map half"));

        Assert.StartsWith("cell 2 (fsharp), line 2: System.ArgumentException: not positive", failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(["  at cell 1, line 2, in half", "  at cell 2, line 2"], failure.Trace.Take(2));
        Assert.DoesNotContain(failure.Trace, line => line.Contains("FSI_", StringComparison.Ordinal));
    }

    [Fact]
    public void Lines_count_from_the_top_of_the_cell_magics_too()
    {
        var failure = Failure(InFSharp("let a = 1\n#!csharp\nvar b = 2;\nmissing();"));

        Assert.Equal(("csharp", 4, 1), (failure.Kernel, failure.Source.Line, failure.Source.Column));
    }

    [Fact]
    public void A_cancellation_that_nobody_asked_for_is_a_failure() =>
        Assert.Equal("System.Threading.Tasks.TaskCanceledException", Failure(InCSharp("throw new TaskCanceledException();")).Name);

    [Fact]
    public void The_first_failure_ends_the_run_and_is_stored_with_the_outputs_before_it()
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, InCSharp("1"), InCSharp("Console.WriteLine(\"so far\");\nthrow new InvalidOperationException(\"stop\");"), InCSharp("3"));

        var report = NotebookRunner.Run(new() { Path = path }, null, TestContext.Current.CancellationToken);

        Assert.Equal([1, 2], report.Cells.Select(cell => cell.Number));
        Assert.Equal(["stream", "error"], StoredOutputs(path, 2).EnumerateArray().Select(output => output.GetProperty("output_type").GetString()));
        var error = StoredOutputs(path, 2)[1];
        Assert.Equal("System.InvalidOperationException", error.GetProperty("ename").GetString());
        Assert.Equal("stop", error.GetProperty("evalue").GetString());
        Assert.Equal("cell 2 (csharp), line 2: System.InvalidOperationException: stop", error.GetProperty("traceback")[0].GetString());
        Assert.Equal(0, StoredOutputs(path, 3).GetArrayLength());
    }

    [Fact]
    public void A_magic_that_cannot_be_obeyed_says_why()
    {
        using var folder = new TemporaryFolder();
        using var session = new CellSession(new(folder.Path, CellLanguage.CSharp), output => { });
        session.Try(1, "fsharp", "let list = [ 1 ]\ntype Own = { A: int }\nlet own = { A = 1 }");
        session.Try(1, "csharp", "public class Own { }\nvar own = new Own();");
        (string Kernel, string Magic, string Reason)[] refused =
        [
            ("csharp", "#!share --from fsharp missing", "there is no value missing in fsharp"),
            ("csharp", "#!share --from fsharp list", "C# cells cannot name the type Microsoft.FSharp.Collections.FSharpList"),
            ("csharp", "#!share --from fsharp own", "C# cells cannot name the type"),
            ("fsharp", "#!share --from csharp own", "F# cells cannot take own"),
            ("csharp", "#!share --to x", "--to is not supported there"),
            ("csharp", "#!set --name x --value @fsharp:list", "--byref"),
            ("csharp", "#r \"missing.dll\"", "there is no such file"),
            ("csharp", "#i \"https://example.org\"", "expected #i \"nuget: folder or address\""),
            ("fsharp", "#!import missing.fsx", "there is no such file"),
            ("fsharp", "#!value --name text --from-file missing.txt", "there is no such file"),
            ("fsharp", "#!pwsh", "#!pwsh is not supported"),
        ];

        foreach (var (kernel, magic, reason) in refused)
        {
            var failure = session.Try(2, kernel, "// a line\n" + magic)!;

            Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
            Assert.Equal((2, kernel, 2, magic), (failure.Cell, failure.Kernel, failure.Source.Line, failure.Source.Text));
        }
    }

    [Fact]
    public void There_is_one_notebook_at_a_time()
    {
        var failure = Failure(InCSharp("#r \"nuget: SkinSeg.Notebooks\"\nSkinSeg.Notebooks.Engine.NotebookRunner.Run(new() { Path = \"test.ipynb\" })"));

        Assert.Contains("run one notebook after the other", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_run_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        string path = Write(folder, InCSharp("1"), InCSharp("2"));
        byte[] before = File.ReadAllBytes(path);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        Assert.Throws<OperationCanceledException>(() => NotebookRunner.Run(new() { Path = path }, new Cancel(source), source.Token));

        Assert.Equal(before, File.ReadAllBytes(path));
    }

    private sealed class Cancel(CancellationTokenSource source) : IProgress<CellProgress>
    {
        public void Report(CellProgress value) => source.Cancel();
    }
}
