using SkinSeg.Notebooks.Engine;
using Xunit;

namespace SkinSeg.Tests.Engine;

public sealed class NotebookOutputsTests
{
    [Fact]
    public void Random_element_ids_are_numbered_in_every_spelling_and_other_ids_stay()
    {
        const string Html = "<div id=\"0f8fad5b-d9cb-469f-a165-70867728950e\"></div><script>f_0f8fad5bd9cb469fa16570867728950e('0f8fad5b-d9cb-469f-a165-70867728950e')</script>"
            + "<p id=\"mine\">7c9e6679-7425-40de-944b-e07fc1f90ae7</p>";

        Assert.Equal(
            "<div id=\"00000000-0000-0000-0000-000000000001\"></div><script>f_00000000000000000000000000000001('00000000-0000-0000-0000-000000000001')</script>"
            + "<p id=\"mine\">7c9e6679-7425-40de-944b-e07fc1f90ae7</p>",
            Stored("text/html", Html)["text/html"]![0]!.ToString());
    }

    [Fact]
    public void Forms_are_stored_as_nbformat_asks()
    {
        Assert.Equal("""{"text/plain":["a\n","b"]}""", Stored("text/plain", "a\nb").ToJsonString());
        Assert.Equal("""{"image/png":"cGljdHVyZQ=="}""", Stored("image/png", "cGljdHVyZQ==").ToJsonString());
        Assert.Equal("""{"application/json":{"a":[1]}}""", Stored("application/json", """{"a": [1]}""").ToJsonString());
        Assert.Equal("<svg/>", Stored("image/svg+xml", "<svg/>")["image/svg+xml"]![0]!.ToString());
    }

    private static System.Text.Json.Nodes.JsonObject Stored(string mimeType, string text) =>
        new NotebookOutputs().ToJson([new ValueOutput([new(mimeType, text)], IsResult: true)], 1)[0]!["data"]!.AsObject();
}
