using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using Xunit;

namespace SkinSeg.Tests.Weights;

/// <summary>A file arrives whole, from a server that errs and recovers.</summary>
public sealed class WeightFetcherTests
{
    [Fact]
    public void A_file_arrives_whole_and_alone_and_is_not_fetched_twice()
    {
        using var bench = new FetchBench((request, _) => FaultyServer.Honest(request, FetchBench.File));
        var shares = new List<WorkProgress>();

        var first = bench.Fetch(progress: new Recorder(shares.Add));
        var second = bench.Fetch();

        Assert.Equal((WeightFileStatus.Verified, bench.Target, true), (first.Status, first.Path, first.IsTrusted));
        Assert.Equal(first, second);
        Assert.Equal("/some/where/file.h5?v=1", Assert.Single(bench.Server.Asked).Target);
        Assert.Equal(FetchBench.File, File.ReadAllBytes(bench.Target));
        Assert.Equal([bench.Source.FileName], bench.Names());
        Assert.Equal(1, shares[^1].Share);
        Assert.Equal(shares.OrderBy(progress => progress.Share), shares);
    }

    [Fact]
    public void A_connection_that_breaks_is_continued_where_it_broke()
    {
        using var bench = new FetchBench((request, before) => before == 2 ? FaultyServer.Honest(request, FetchBench.File) : Cut(request, 100_000));

        Assert.True(bench.Fetch().IsTrusted);
        Assert.Equal([0, 100_000, 200_000], bench.Server.Asked.Select(request => request.From));
        Assert.Equal("\"one\"", bench.Server.Asked[1].Headers["If-Range"]);
        Assert.Equal(FetchBench.File, File.ReadAllBytes(bench.Target));
        Assert.Equal([bench.Source.FileName], bench.Names());
    }

    [Fact]
    public void A_server_that_falls_silent_is_asked_again_for_the_rest()
    {
        using var bench = new FetchBench((request, _) => request.From > 0 ? FaultyServer.Honest(request, FetchBench.File) : Cut(request, 1000) with { ThenSilent = true });

        Assert.True(bench.Fetch(FetchBench.Quick with { Tries = 20 }).IsTrusted);
        Assert.Contains(bench.Server.Asked, request => request.From == 1000);
    }

    [Fact]
    public void A_server_that_stays_silent_is_given_up_after_the_tries()
    {
        using var bench = new FetchBench((_, _) => new(200, []) { Promised = FetchBench.Length, ThenSilent = true });

        string message = Assert.Throws<IOException>(() => bench.Fetch(FetchBench.Quick)).Message;

        Assert.StartsWith("Could not fetch test-weights: 127.0.0.1 sent nothing for 0.2 s. Get http://127.0.0.1", message, StringComparison.Ordinal);
        Assert.InRange(bench.Server.Asked.Count, 1, FetchBench.Quick.Tries);
        Assert.DoesNotContain(bench.Source.FileName, bench.Names());
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(429)]
    public void An_error_that_may_pass_is_tried_again(int status)
    {
        using var bench = new FetchBench((request, before) => before < 2 ? new(status, "sorry"u8.ToArray()) : FaultyServer.Honest(request, FetchBench.File));

        Assert.True(bench.Fetch().IsTrusted);
        Assert.Equal(3, bench.Server.Asked.Count);
    }

    [Fact]
    public void A_server_that_ignores_ranges_sends_the_file_again_from_its_beginning()
    {
        using var bench = new FetchBench((request, before) => before == 0 ? Cut(request, 5000) : new(200, FetchBench.File, ("ETag", "\"one\"")));

        Assert.True(bench.Fetch().IsTrusted);
        Assert.Equal([0, 5000], bench.Server.Asked.Select(request => request.From));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_file_that_changes_between_two_tries_is_not_mixed(bool honorsIfRange)
    {
        byte[] old = [.. FetchBench.File.Select(value => (byte)~value)];
        using var bench = new FetchBench((request, before) => before == 0
            ? new ScriptedReply(200, old[..5000], ("ETag", "\"old\"")) { Promised = old.Length }
            : FaultyServer.Honest(honorsIfRange ? request : Without(request, "If-Range"), FetchBench.File, "\"new\""));

        Assert.True(bench.Fetch().IsTrusted);
        Assert.Equal(honorsIfRange ? [0, 5000] : [0, 5000, 0], bench.Server.Asked.Select(request => request.From));
        Assert.Equal(FetchBench.File, File.ReadAllBytes(bench.Target));
    }

    [Fact]
    public void Bytes_of_another_version_that_go_unnoticed_are_found_by_the_hash_and_fetched_anew()
    {
        byte[] old = [.. FetchBench.File.Select(value => (byte)~value)];
        using var bench = new FetchBench((request, before) => before == 0
            ? new ScriptedReply(200, old[..5000]) { Promised = old.Length }
            : Untagged(request));

        Assert.True(bench.Fetch().IsTrusted);
        Assert.Equal([0, 5000, 0], bench.Server.Asked.Select(request => request.From));
        Assert.False(bench.Server.Asked[1].Headers.ContainsKey("If-Range"));
    }

    [Fact]
    public void Cancelling_keeps_what_arrived_and_the_next_call_goes_on()
    {
        using var bench = new FetchBench((request, before) => before == 0 ? Cut(request, 200_000) with { ThenSilent = true } : FaultyServer.Honest(request, FetchBench.File));
        using var cancel = new CancellationTokenSource();
        var stopAtHalf = new Recorder(progress =>
        {
            if (progress.Share > 0.5)
            {
                cancel.Cancel();
            }
        });

        Assert.ThrowsAny<OperationCanceledException>(() => bench.Fetch(progress: stopAtHalf, cancellationToken: cancel.Token));
        Assert.Equal([$"{bench.Source.FileName}.lock", $"{bench.Source.FileName}.part"], bench.Names());
        Assert.True(bench.Fetch().IsTrusted);

        Assert.InRange(bench.Server.Asked[1].From, 150_001, 200_000);
        Assert.Equal([bench.Source.FileName], bench.Names());
    }

    [Fact]
    public void A_part_that_is_whole_already_is_verified_and_named()
    {
        using var bench = new FetchBench((request, before) => before switch
        {
            0 => Cut(request, 299_999),
            _ => new(416, [], ("Content-Range", "bytes */300000")),
        });
        Assert.Throws<IOException>(() => bench.Fetch(FetchBench.Patient with { Tries = 1 }));
        File.WriteAllBytes($"{bench.Target}.part", FetchBench.File);

        Assert.True(bench.Fetch(FetchBench.Patient with { Tries = 1 }).IsTrusted);
        Assert.Equal([bench.Source.FileName], bench.Names());
    }

    [Fact]
    public async Task Two_that_fetch_the_same_file_at_once_end_with_one_whole_file()
    {
        using var bench = new FetchBench((request, before) => before % 3 < 2 ? Cut(request, 70_000) : FaultyServer.Honest(request, FetchBench.File));

        var reports = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => bench.Fetch(FetchBench.Patient with { Tries = 9 }))));

        Assert.All(reports, report => Assert.True(report.IsTrusted));
        Assert.Equal(FetchBench.File, File.ReadAllBytes(bench.Target));
        Assert.Equal([bench.Source.FileName], bench.Names());
        Assert.Single(bench.Server.Asked, request => request.From == 0);
    }

    [Fact]
    public void An_old_file_that_differs_stays_until_a_good_one_is_there()
    {
        byte[] sent = [];
        using var bench = new FetchBench((_, _) => new(200, sent));
        Directory.CreateDirectory(bench.Folder["weights"]);
        File.WriteAllText(bench.Target, "old");

        sent = "wrong"u8.ToArray();
        Assert.Throws<IOException>(() => bench.Fetch());
        Assert.Equal("old", File.ReadAllText(bench.Target));
        sent = FetchBench.File;
        Assert.True(bench.Fetch().IsTrusted);
        Assert.Equal(FetchBench.File, File.ReadAllBytes(bench.Target));
    }

    // From the byte that was asked for, so many bytes, though the rest is promised.
    private static ScriptedReply Cut(AskedRequest request, int count)
    {
        var whole = FaultyServer.Honest(request, FetchBench.File);
        return whole with { Body = whole.Body[..count], Promised = whole.Body.Length };
    }

    private static ScriptedReply Untagged(AskedRequest request) => request.From == 0
        ? new(200, FetchBench.File)
        : new(206, FetchBench.File[request.From..], ("Content-Range", $"bytes {request.From}-299999/300000"));

    private static AskedRequest Without(AskedRequest request, string header) =>
        request with { Headers = request.Headers.Where(pair => pair.Key != header).ToDictionary() };

    private sealed class Recorder(Action<WorkProgress> record) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => record(value);
    }
}
