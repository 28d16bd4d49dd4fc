using SkinSeg.Notebooks.Engine;
using Xunit;

namespace SkinSeg.Tests.Engine;

public sealed class CellSplitterTests
{
    [Fact]
    public void A_cell_is_cut_where_its_language_changes_and_each_part_knows_its_line()
    {
        var parts = Split("let a = 1\n#!csharp\nvar b = 2;\nb\n#!f#\na");

        Assert.Equal(
            [new CodePart(0, CellLanguage.FSharp, "let a = 1"), new CodePart(2, CellLanguage.CSharp, "var b = 2;\nb"), new CodePart(5, CellLanguage.FSharp, "a")],
            parts);
    }

    [Fact]
    public void Text_below_markdown_and_html_is_not_code()
    {
        var parts = Split("#!markdown\n# Head\n#r \"nuget: stays text\"\n#!html\n<b>x</b>");

        Assert.Equal(["# Head\n#r \"nuget: stays text\"", "<b>x</b>"], parts.Cast<TextPart>().Select(part => part.Text));
    }

    [Fact]
    public void Words_of_a_magic_may_be_quoted_and_a_comment_is_none()
    {
        var magic = CellSplitter.Parse("#!set --name \"a b\" --value 3 // why")!;

        Assert.Equal(["--name", "a b", "--value", "3"], magic.Arguments);
        Assert.Equal(["nuget: Plotly.NET, 6.0.0"], CellSplitter.Parse("#r \"nuget: Plotly.NET, 6.0.0\" // charts")!.Arguments);
    }

    [Theory]
    [InlineData("#r nuget")]
    [InlineData("  #r \"a.dll\"")]
    [InlineData("#region \"x\"")]
    [InlineData("#load")]
    [InlineData("#if DEBUG")]
    [InlineData("// #!share")]
    public void Other_lines_are_code(string line) => Assert.IsType<CodePart>(Assert.Single(Split(line)));

    [Theory]
    [InlineData("#!pwsh")]
    [InlineData("#!sql")]
    [InlineData("#!connect jupyter")]
    [InlineData("#!javascript")]
    public void Any_other_magic_is_refused_by_name_and_line(string line)
    {
        var error = Assert.Throws<MagicException>(() => Split("1\n" + line));

        Assert.StartsWith(line.Split(' ')[0] + " is not supported", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, error.Line);
    }

    private static IReadOnlyList<CellPart> Split(string source) => CellSplitter.Split("fsharp", source, CellLanguage.FSharp);
}
