using System.Diagnostics;
using System.Text.Json.Nodes;
using SkinSeg.Notebooks.Jupyter;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Jupyter;

/// <summary>Jupyter's own client runs a notebook with the kit's kernel, as JupyterLab would.</summary>
public sealed class NbconvertTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact(Explicit = true)]
    public void A_notebook_that_names_the_other_hosts_kernel_runs_in_Jupyter_with_this_one()
    {
        Install();
        File.WriteAllText(folder["mixed.ipynb"], Notebook("let x = 41", "printfn \"hello\"\nx + 1", "#!csharp\nvar d = display(\"a\");\nd.Update(\"b\");"));

        Convert("mixed.ipynb", allowErrors: false);
        var cells = Outputs("mixed.ipynb");

        Assert.Empty(cells[0]);
        Assert.Equal("hello\n", Text(cells[1][0]!["text"]));
        Assert.Contains("42", Text(cells[1][1]!["data"]!["text/html"]), StringComparison.Ordinal);
        Assert.Equal("b", Text(cells[2][0]!["data"]!["text/plain"]));
    }

    [Fact(Explicit = true)]
    public void An_error_stops_the_notebook_and_is_shown_with_its_line()
    {
        Install();
        File.WriteAllText(folder["wrong.ipynb"], Notebook("let x = 1\nlet y = x + z", "printfn \"later\""));

        Convert("wrong.ipynb", allowErrors: true);
        var error = Outputs("wrong.ipynb")[0][0]!;

        Assert.Equal("FS0039", (string?)error["ename"]);
        Assert.Contains("line 2", (string?)error["traceback"]![0], StringComparison.Ordinal);
    }

    private static string Notebook(params string[] cells) => new JsonObject
    {
        ["cells"] = new JsonArray([.. cells.Select((cell, i) => (JsonNode)new JsonObject
        {
            ["cell_type"] = "code", ["id"] = $"cell-{i}", ["execution_count"] = null, ["metadata"] = new JsonObject(), ["outputs"] = new JsonArray(), ["source"] = cell,
        })]),
        ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (F#)", ["language"] = "F#", ["name"] = ".net-fsharp" } },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    }.ToJsonString();

    private static string Text(JsonNode? node) => node is JsonArray lines ? string.Concat(lines.Select(line => (string?)line)) : (string?)node ?? string.Empty;

    private void Install() =>
        KernelSpecs.Install(folder["data", "kernels"], ["dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "SkinSeg.Notebooks.dll")], withAliases: true);

    private void Convert(string name, bool allowErrors)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/jupyter-nbconvert"), "Jupyter is not installed: apt-get install jupyter-nbconvert.");
        var start = new ProcessStartInfo("/usr/bin/jupyter-nbconvert", ["--to", "notebook", "--execute", "--inplace", .. allowErrors ? ["--allow-errors"] : Array.Empty<string>(), folder[name]])
        {
            RedirectStandardError = true,
        };
        start.Environment["JUPYTER_DATA_DIR"] = folder["data"];
        using var process = Process.Start(start)!;
        string said = process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(3)) && process.ExitCode == 0, said);
    }

    private List<JsonArray> Outputs(string name) => [.. JsonNode.Parse(File.ReadAllText(folder[name]))!["cells"]!.AsArray().Select(cell => cell!["outputs"]!.AsArray())];
}
