using System.Text.Json.Nodes;
using SkinSeg.Notebooks.Jupyter;
using Xunit;

namespace SkinSeg.Tests.Jupyter;

public sealed class KernelHistoryTests
{
    [Theory]
    [InlineData("""{"hist_access_type": "tail", "n": 2}""", "2 let b,3 b + 1")]
    [InlineData("""{"hist_access_type": "range", "start": 1, "stop": 3}""", "1 let a,2 let b")]
    [InlineData("""{"hist_access_type": "search", "pattern": "let*", "n": 5}""", "1 let a,2 let b")]
    public void Inputs_are_found(string request, string expected)
    {
        var history = new KernelHistory();
        foreach (var (code, i) in new[] { "let a", "let b", "b + 1" }.Select((code, i) => (code, i)))
        {
            history.Add(i + 1, code);
        }

        var found = history.Reply((JsonObject)JsonNode.Parse(request)!)["history"]!.AsArray();

        Assert.Equal(expected, string.Join(',', found.Select(item => $"{item![1]} {item[2]}")));
    }
}
