using SkinSeg.Notebooks.Engine;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Engine;

public sealed class NotebookFileTests
{
    // Written by nbformat 5.5.0 (Python): letters beyond the basic plane, control characters, a line separator, unknown metadata, an attachment.
    private const string WrittenByJupyter = """
        {
         "cells": [
          {
           "attachments": {
            "i.png": {
             "image/png": "aGVsbG8="
            }
           },
           "cell_type": "markdown",
           "id": "b-2",
           "metadata": {},
           "source": [
            "# Überschrift\n",
            "\n",
            "$\\frac{1}{2}$"
           ]
          },
          {
           "cell_type": "code",
           "execution_count": 3,
           "id": "a1",
           "metadata": {
            "tags": [
             "keep"
            ]
           },
           "outputs": [
            {
             "name": "stdout",
             "output_type": "stream",
             "text": [
              "\u001b[31mred\u001b[0m\r",
              "50 %\r",
              "100 %\n"
             ]
            },
            {
             "data": {
              "application/json": {
               "a": "l\nm",
               "k": [
                1,
                "two"
               ]
              },
              "image/png": "aGVsbG8=\n",
              "text/html": [
               "<i>x</i>\n"
              ],
              "text/plain": [
               "x{DELETE}\ty"
              ]
             },
             "execution_count": 3,
             "metadata": {},
             "output_type": "execute_result"
            },
            {
             "ename": "E",
             "evalue": "v",
             "output_type": "error",
             "traceback": [
              "a",
              "b"
             ]
            }
           ],
           "source": [
            "var läsion = \"🩺 <b>&\";\n",
            "\n",
            "// 'quoted' \\ back{LINE-SEPARATOR}",
            "slash\n"
           ]
          },
          {
           "cell_type": "raw",
           "id": "c_3",
           "metadata": {},
           "source": []
          }
         ],
         "metadata": {
          "kernelspec": {
           "display_name": ".NET (C#)",
           "language": "C#",
           "name": ".net-csharp"
          },
          "z_unknown": {
           "a": [],
           "b": [
            1,
            2.5,
            1e-07,
            true,
            null,
            {}
           ]
          }
         },
         "nbformat": 4,
         "nbformat_minor": 5
        }
        """ + "\n";

    [Fact]
    public void A_notebook_that_Jupyter_wrote_is_written_back_byte_for_byte()
    {
        string json = WrittenByJupyter.ReplaceLineEndings("\n").Replace("{LINE-SEPARATOR}", "\u2028").Replace("{DELETE}", "\x7f");

        Assert.Equal(json, NotebookFile.Parse(json, "sample.ipynb").ToJson());
    }

    [Fact]
    public void Cells_have_kind_kernel_and_text()
    {
        var cells = NotebookFile.Parse(WrittenByJupyter, "sample.ipynb").Cells;

        Assert.Equal([CellKind.Markdown, CellKind.Code, CellKind.Raw], cells.Select(cell => cell.Kind));
        Assert.Equal("csharp", cells[1].Kernel); // by the kernelspec's name
        Assert.Equal("# Überschrift\n\n$\\frac{1}{2}$", cells[0].Source);
    }

    [Fact]
    public void Cells_without_an_id_get_one_by_position_that_is_not_taken()
    {
        const string Old = """{"nbformat": 4, "nbformat_minor": 2, "metadata": {}, "cells": [{"cell_type": "markdown", "source": "a"}, {"cell_type": "markdown", "id": "cell-1", "source": ["b"]}]}""";

        string json = NotebookFile.Parse(Old, "old.ipynb").ToJson();

        Assert.Contains("\"id\": \"cell-1-\"", json, StringComparison.Ordinal);
        Assert.Contains("\"id\": \"cell-1\"", json, StringComparison.Ordinal);
        Assert.Contains("\"nbformat_minor\": 5", json, StringComparison.Ordinal);
        Assert.Equal(json, NotebookFile.Parse(json, "new.ipynb").ToJson());
    }

    [Theory]
    [InlineData("""{"polyglot_notebook": {"kernelInfo": {"defaultKernelName": "fsharp"}}}""", "fsharp")]
    [InlineData("""{"polyglot_notebook": {"defaultKernelName": "csharp"}, "kernelspec": {"name": ".net-fsharp"}}""", "csharp")]
    [InlineData("""{"kernelspec": {"name": ".net-fsharp"}}""", "fsharp")]
    [InlineData("""{"kernelspec": {"language": "F#"}}""", "fsharp")]
    [InlineData("""{"kernelspec": {"name": "python3"}}""", "python3")]
    [InlineData("{}", "")]
    public void The_notebooks_language_is_found_wherever_a_host_wrote_it(string metadata, string kernel) =>
        Assert.Equal(kernel, NotebookFile.Parse($$"""{"nbformat": 4, "nbformat_minor": 5, "metadata": {{metadata}}, "cells": []}""", "a.ipynb").DefaultKernel);

    [Fact]
    public void A_cell_in_the_other_language_says_so_in_its_metadata_and_in_its_first_line()
    {
        string json = NotebookFile.Create(CellLanguage.FSharp, [TestNotebook.InFSharp("1"), TestNotebook.InCSharp("2")]).ToJson();

        Assert.Contains("\"#!csharp\\n\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("#!fsharp", json, StringComparison.Ordinal);
        Assert.Equal(["fsharp", "csharp"], NotebookFile.Parse(json, "a.ipynb").Cells.Select(cell => cell.Kernel));
    }

    [Theory]
    [InlineData("{", "expected JSON")]
    [InlineData("[]", "expected a JSON object")]
    [InlineData("""{"cells": []}""", "expected \"nbformat\": 4, found none")]
    [InlineData("""{"nbformat": 3, "worksheets": []}""", "Open it in Jupyter and save it to convert it")]
    [InlineData("""{"nbformat": 4}""", "expected a list \"cells\"")]
    [InlineData("""{"nbformat": 4, "cells": [{"cell_type": "heading"}]}""", "cell 1: expected a \"cell_type\" of code, markdown or raw, found heading")]
    [InlineData("""{"nbformat": 4, "cells": [{"cell_type": "code", "source": 3}]}""", "cell 1: expected a \"source\"")]
    [InlineData("""{"nbformat": 4, "nbformat": 4, "cells": []}""", "expected JSON")]
    public void A_file_that_is_not_a_notebook_is_refused_with_its_name_and_the_reason(string json, string reason)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["wrong.ipynb"], json);

        var error = Assert.Throws<InvalidDataException>(() => NotebookFile.Read(folder["wrong.ipynb"]));

        Assert.Contains("wrong.ipynb", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Writing_leaves_no_temporary_file()
    {
        using var folder = new TemporaryFolder();

        NotebookFile.Create(CellLanguage.CSharp, []).Write(folder["new", "a.ipynb"]);

        Assert.Equal(["a.ipynb"], Directory.GetFiles(folder["new"]).Select(Path.GetFileName));
    }
}
