using SkinSeg.Notebooks.Engine;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Engine;

/// <summary>One run of a notebook in both languages, looked at by many tests: compilers take seconds to start.</summary>
public sealed class MixedNotebook : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public MixedNotebook()
    {
        Path = TestNotebook.Write(
            folder,
            NotebookCell.Markdown("# Both languages"),
            TestNotebook.InFSharp("#r \"nuget: SkinSeg.Notebooks\"\nopen SkinSeg.Primitives\nlet size = ImageSize(192, 256)\nlet half x = x / 2\nsize.Area"), // 2
            TestNotebook.InCSharp("#r \"nuget: SkinSeg.Notebooks\"\n#!share --from fsharp size\nvar numbers = new[] { 1.5, 2.5 };\n$\"{size}\""), // 3
            TestNotebook.InFSharp("#!share --from csharp numbers --as values\nArray.sum values"), // 4
            TestNotebook.InFSharp("printf \"out\"\neprintfn \"err\"\nlet shown = display \"first\"\nprintfn \"out again\"\nshown.Update(\"second\")\nhalf 10"), // 5
            TestNotebook.InCSharp("using SkinSeg.Primitives;\nTable.Of(\"t\", [\"a<b\"], [[\"1\"]])"), // 6
            TestNotebook.InFSharp("shown.Update(\"third\")\nTable.Of(\"t\", [\"a<b\"], [[\"1\"]]).Display()"), // 7
            TestNotebook.InCSharp("\"plain\".Display(\"text/html\");\nHTML(\"<b>bold</b>\").Display();\n\"<i/>\".DisplayAs(\"text/html\");\nobject nothing = null;\nnothing"), // 8
            TestNotebook.InFSharp("#!time\nopen Plotly.NET\nChart.Point([ 1, 2 ])"), // 9
            TestNotebook.InCSharp("#!markdown\n# Head\n#!html\n<hr>\n#!csharp\n1\n#!fsharp\n\"two\""), // 10
            TestNotebook.InFSharp("#!set --name z --value 3\n#!set --name t --value @csharp:numbers --byref\n#!value --name text --from-value abc\n#!share --from value text\nz, t.Length, text"), // 11
            TestNotebook.InCSharp("await Task.Run(() => Console.WriteLine(Environment.GetEnvironmentVariable(\"SKINSEG_TEST\")));\nConsole.WriteLine(1.5);\nconsole_in = Console.ReadLine();\nstring console_in;"), // 12
            TestNotebook.InFSharp("Directory.GetCurrentDirectory() = DirectoryInfo(\".\").FullName && File.Exists \"test.ipynb\"")); // 13
        Report = NotebookRunner.Run(Options, new Recorder(Progress));
        First = File.ReadAllBytes(Path);
    }

    public string Path { get; }

    public NotebookRunReport Report { get; }

    public byte[] First { get; }

    public List<CellProgress> Progress { get; } = [];

    public NotebookRunOptions Options => new() { Path = Path, Environment = new Dictionary<string, string> { ["SKINSEG_TEST"] = "from the options" } };

    public void Dispose() => folder.Dispose();

    private sealed class Recorder(List<CellProgress> list) : IProgress<CellProgress>
    {
        public void Report(CellProgress value) => list.Add(value);
    }
}

public sealed class MixedNotebookTests(MixedNotebook notebook) : IClassFixture<MixedNotebook>
{
    private NotebookRunReport Report => notebook.Report;

    [Fact]
    public void All_cells_run() => Assert.Null(Report.Failure?.ToString());

    [Fact]
    public void The_value_of_the_last_expression_is_the_result()
    {
        Assert.Contains("49152", Report.Shown(2), StringComparison.Ordinal);
        Assert.True(Assert.IsType<ValueOutput>(Report.Cells[0].Outputs[^1]).IsResult);
    }

    [Fact]
    public void Values_are_shared_from_FSharp_to_CSharp_and_back()
    {
        Assert.Equal("192×256", Report.Shown(3, "text/plain"));
        Assert.Contains(">4<", Report.Shown(4), StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_of_one_cell_are_there_in_the_next() => Assert.Contains(">5<", Report.Shown(5), StringComparison.Ordinal);

    [Fact]
    public void Console_and_displays_come_in_order_and_an_update_replaces_what_stands_there()
    {
        var outputs = Report.Cells.Single(cell => cell.Number == 5).Outputs;

        Assert.Equal(new StreamOutput(false, "out"), outputs[0]);
        Assert.Equal(new StreamOutput(true, "err\n"), outputs[1]);
        Assert.Equal([new("text/plain", "third")], Assert.IsType<ValueOutput>(outputs[2]).Contents); // cell 7 updated it last
        Assert.Equal(new StreamOutput(false, "out again\n"), outputs[3]);
    }

    [Fact]
    public void A_type_of_the_kit_shows_itself_as_HTML_and_as_text_in_both_languages()
    {
        foreach (int cell in (int[])[6, 7])
        {
            Assert.Contains("a&lt;b</th>", Report.Shown(cell), StringComparison.Ordinal);
            Assert.Equal("t\na<b\n───\n1", Report.Shown(cell, "text/plain"));
        }
    }

    [Fact]
    public void Display_takes_a_form_and_null_is_a_value()
    {
        string html = Report.Shown(8);

        Assert.Contains("<pre>plain</pre>", html, StringComparison.Ordinal);
        Assert.Contains("<b>bold</b>", html, StringComparison.Ordinal);
        Assert.Contains("<i/>", html, StringComparison.Ordinal);
        Assert.Contains("&lt;null&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chart_is_shown_as_a_fragment_whose_ids_are_stable_where_it_is_stored()
    {
        Assert.Contains("Plotly", Report.Shown(9), StringComparison.Ordinal);
        Assert.Contains("id=\\\"00000000-0000-0000-0000-000000000001\\\"", TestNotebook.StoredOutputs(notebook.Path, 9).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Time_is_measured_but_not_stored()
    {
        Assert.True(Report.Cells.Single(cell => cell.Number == 9).Outputs.OfType<TimeOutput>().Single().Milliseconds > 0);
        Assert.Contains("not stored", TestNotebook.StoredOutputs(notebook.Path, 9).GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_part_of_a_cell_has_its_own_result()
    {
        Assert.Contains("<h1>Head</h1>", Report.Shown(10), StringComparison.Ordinal);
        Assert.Contains("<hr>", Report.Shown(10), StringComparison.Ordinal);
        Assert.Contains("<pre>1</pre>", Report.Shown(10), StringComparison.Ordinal);
        Assert.Equal("two", Report.Shown(10, "text/plain"));
    }

    [Fact]
    public void Literals_and_texts_become_values() => Assert.Contains("(3, 2, abc)", Report.Shown(11), StringComparison.Ordinal);

    [Fact]
    public void Cells_see_the_environment_of_the_options_and_write_numbers_without_a_culture()
    {
        Assert.Equal([new StreamOutput(false, "from the options\n1.5\n")], Report.Cells.Single(cell => cell.Number == 12).Outputs);
        Assert.Null(Environment.GetEnvironmentVariable("SKINSEG_TEST"));
    }

    [Fact]
    public void Cells_run_in_the_notebooks_folder_and_the_process_stays_where_it_was()
    {
        Assert.Contains("True", Report.Shown(13), StringComparison.Ordinal);
        Assert.NotEqual(Path.GetDirectoryName(notebook.Path), Environment.CurrentDirectory);
    }

    [Fact]
    public void Progress_tells_the_beginning_and_end_of_each_code_cell()
    {
        Assert.Equal([2, 2, 3, 3], notebook.Progress.Take(4).Select(item => item.Cell));
        Assert.Equal([false, true], notebook.Progress.Take(2).Select(item => item.Finished is not null));
        Assert.All(notebook.Progress, item => Assert.Equal(("test.ipynb", 13), (item.Notebook, item.CellCount)));
    }

    [Fact]
    public void Style_sheets_are_stored_once()
    {
        string json = File.ReadAllText(notebook.Path);

        Assert.Equal(1, json.Split("<style>").Length - 1);
        Assert.DoesNotContain("\\r", json, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_run_changes_no_byte()
    {
        NotebookRunner.Run(notebook.Options, null, TestContext.Current.CancellationToken);

        Assert.Equal(notebook.First, File.ReadAllBytes(notebook.Path));
    }
}
