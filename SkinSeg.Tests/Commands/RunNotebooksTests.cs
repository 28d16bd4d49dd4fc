using SkinSeg.Notebooks.Commands;
using SkinSeg.Notebooks.Engine;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Commands;

public sealed class RunNotebooksTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();
    private readonly StringWriter error = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Notebooks_that_run_give_0_and_lie_with_their_results_in_the_output_folder()
    {
        string path = Notebook("good.ipynb", "6 * 7");
        byte[] before = File.ReadAllBytes(path);

        int exit = Run(new() { Notebooks = [path], OutputFolder = folder["out"] });

        Assert.Equal((0, string.Empty), (exit, error.ToString()));
        Assert.StartsWith("good.ipynb: 1 code cells ran in ", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("42", File.ReadAllText(folder["out", "good.ipynb"]), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(path));
    }

    [Fact]
    public void A_failed_cell_gives_1_its_place_and_ends_the_run()
    {
        int exit = Run(new() { Notebooks = [Notebook("bad.ipynb", "var a = 1;\nvar b = a + missing;"), Notebook("next.ipynb", "1")] });

        Assert.Equal(1, exit);
        Assert.Equal(
            "bad.ipynb: cell 1 (csharp), line 2: CS0103: The name 'missing' does not exist in the current context\n    var b = a + missing;\n                ^\n",
            error.ToString().ReplaceLineEndings("\n"));
        Assert.DoesNotContain("next.ipynb", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_input_gives_2_before_any_cell_has_run()
    {
        string good = Notebook("good.ipynb", "1");
        byte[] before = File.ReadAllBytes(good);
        File.WriteAllText(folder["text.ipynb"], "not JSON");
        File.WriteAllText(folder["python.ipynb"], """{"nbformat": 4, "nbformat_minor": 5, "metadata": {"kernelspec": {"name": "python3"}}, "cells": [{"cell_type": "code", "source": "1"}]}""");

        Assert.Equal(2, Run(new() { Notebooks = [good, folder["missing.ipynb"]] }));
        Assert.Equal(2, Run(new() { Notebooks = [good, folder["text.ipynb"]] }));
        Assert.Equal(2, Run(new() { Notebooks = [good, folder["python.ipynb"]] }));
        Assert.Equal(2, Run(new() { Notebooks = [good, good], OutputFolder = folder["out"] }));
        Assert.Equal(2, Run(new() { Notebooks = [good], OutputFolder = good }));

        string[] lines = error.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        Assert.Contains("There is no notebook", lines[0], StringComparison.Ordinal);
        Assert.Contains("expected JSON", lines[1], StringComparison.Ordinal);
        Assert.Contains("is for the kernel 'python3'; the engine runs fsharp and csharp", lines[2], StringComparison.Ordinal);
        Assert.Contains("Two notebooks are called good.ipynb and would be one file", lines[3], StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(good));
    }

    private int Run(RunNotebooksOptions options) => RunNotebooks.Run(options, output, error, null, TestContext.Current.CancellationToken);

    private string Notebook(string name, string code)
    {
        NotebookFile.Create(CellLanguage.CSharp, [NotebookCell.Code(CellLanguage.CSharp, code)]).Write(folder[name]);
        return folder[name];
    }
}
