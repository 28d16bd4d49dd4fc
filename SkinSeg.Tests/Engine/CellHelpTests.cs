using SkinSeg.Notebooks.Engine;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Engine;

public sealed class CellHelpTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("csharp", "number.ToStr", "ToString", 7)]
    [InlineData("csharp", "new[] { 1 }.Sel", "Select,SelectMany", 12)]
    [InlineData("csharp", "num", "number", 0)]
    [InlineData("fsharp", "value.ToStr", "ToString", 6)]
    [InlineData("fsharp", "List.mapF", "mapFold,mapFoldBack", 5)]
    [InlineData("fsharp", "let q = valu", "value", 8)]
    [InlineData("fsharp", "let q = 1\n#!csharp\nnum", "number", 19)]
    public void Names_are_completed_in_the_language_of_their_place(string kernel, string text, string names, int start)
    {
        using var session = Session(kernel);

        var found = session.Complete(text, text.Length);

        Assert.Equal(start, found.Start);
        Assert.Subset(found.Names.ToHashSet(), names.Split(',').ToHashSet());
        Assert.All(found.Names, name => Assert.StartsWith(text[start..], name, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("csharp", "Math.Max(", "int Math.Max(int val1, int val2)")]
    [InlineData("csharp", "number", "int number")]
    [InlineData("fsharp", "List.map", "mapping: ('T -> 'U)")]
    [InlineData("fsharp", "String.Join(", "separator: string")]
    [InlineData("fsharp", "   ", "")]
    public void Signatures_are_shown(string kernel, string text, string words)
    {
        using var session = Session(kernel);
        Assert.Contains(words, session.Inspect(text, text.Length), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("csharp", "if (true) {", false)]
    [InlineData("csharp", "1 + 1", true)]
    [InlineData("csharp", "1 + x", true)]
    [InlineData("fsharp", "let f x =", false)]
    [InlineData("fsharp", "(1 +", false)]
    [InlineData("fsharp", "1 + 1", true)]
    public void Code_is_complete_where_nothing_more_must_follow(string kernel, string text, bool isComplete)
    {
        using var session = Session(kernel);
        Assert.Equal(isComplete, session.IsComplete(text));
    }

    [Theory]
    [InlineData("csharp", "while (true) { number = 2; System.Threading.Thread.Sleep(10); }", "number")]
    [InlineData("csharp", "await Task.Delay(-1);", "number")]
    [InlineData("csharp", "while (true) { number++; }", "number")]
    [InlineData("fsharp", "System.Threading.Thread.Sleep -1", "value")]
    [InlineData("fsharp", "Async.Sleep 1000000 |> Async.RunSynchronously", "value")]
    public void A_cell_that_would_never_end_is_stopped_again_and_again_and_the_session_goes_on(string kernel, string code, string name)
    {
        using var session = Session(kernel);
        for (int i = 0; i < 3; i++)
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
            Assert.Equal("Interrupted", session.Run(2, kernel, code, stop.Token)?.Name);
        }

        Assert.Null(session.Run(3, kernel, name));
    }

    private CellSession Session(string kernel)
    {
        var session = new CellSession(new(folder.Path, CellLanguages.Find(kernel)!.Value), _ => { });
        Assert.Null(session.Run(1, "csharp", "var number = 41;"));
        Assert.Null(session.Run(1, "fsharp", "let value = 41"));
        return session;
    }
}
