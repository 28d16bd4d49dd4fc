using System.Net;
using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using Xunit;

namespace SkinSeg.Tests.Weights;

/// <summary>What a server must not get away with, and what the user is told.</summary>
public sealed class WeightFetcherFaultTests
{
    [Fact]
    public void Wrong_bytes_never_get_the_file_s_name_and_are_not_asked_for_twice()
    {
        using var bench = new FetchBench((_, _) => new(200, [.. FetchBench.File[..^1], 7]));

        string message = Fail(bench);

        Assert.Contains($"what 127.0.0.1 sent is not the published file: expected {bench.Source.Hash}, found SHA-256 ", message, StringComparison.Ordinal);
        Assert.Single(bench.Server.Asked);
        Assert.Equal([$"{bench.Source.FileName}.lock"], bench.Names());
    }

    [Fact]
    public void A_file_of_another_length_is_refused_before_it_is_fetched()
    {
        using var bench = new FetchBench((request, _) => FaultyServer.Honest(request, FetchBench.File));
        var source = bench.Source with { Size = PublishedSize.Exactly(400_000) };

        string message = Assert.Throws<IOException>(() => bench.Fetch(source: source)).Message;

        Assert.Contains("127.0.0.1 offers 300,000 bytes, where 400,000 bytes were published.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_ends_too_early_or_never_is_found_without_a_promised_length()
    {
        using var early = new FetchBench((_, _) => new(200, FetchBench.File[..1000]) { Promised = null });
        using var endless = new FetchBench((_, _) => new(200, FetchBench.File) { Promised = null });

        Assert.Contains("is not the published file", Fail(early), StringComparison.Ordinal);
        string message = Assert.Throws<IOException>(() => endless.Fetch(source: endless.Source with { Size = PublishedSize.Exactly(200_000) })).Message;
        Assert.Contains("127.0.0.1 sends more than 200,000 bytes", message, StringComparison.Ordinal);
        Assert.DoesNotContain(endless.Source.FileName, endless.Names());
    }

    [Fact]
    public void A_page_that_a_host_shows_instead_of_a_file_without_hash_is_recognized()
    {
        using var bench = new FetchBench((_, _) => new(200, "<html>please sign in</html>"u8.ToArray()));

        string message = Assert.Throws<IOException>(() => bench.Fetch(source: bench.Source with { Hash = null })).Message;

        Assert.Contains("expected an HDF5 file, found another kind of file, perhaps a page that a host shows instead", message, StringComparison.Ordinal);
        Assert.Contains("(neither hash nor size are published)", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(404, "127.0.0.1 answers 404 (NotFound)")]
    [InlineData(403, "127.0.0.1 answers 403 (Forbidden)")]
    public void An_error_that_stays_is_not_tried_again_and_the_next_address_is_asked(int status, string words)
    {
        using var bench = new FetchBench((_, _) => new(status, []));
        using var second = new FaultyServer((request, _) => FaultyServer.Honest(request, FetchBench.File));

        Assert.Contains(words, Fail(bench), StringComparison.Ordinal);
        Assert.Single(bench.Server.Asked);
        Assert.True(bench.Fetch(source: FetchBench.SourceOf(bench.Server.Address, second.Address)).IsTrusted);
        Assert.Equal(2, bench.Server.Asked.Count);
    }

    [Fact]
    public void A_redirect_is_followed_also_with_the_rest_of_a_file()
    {
        using var host = new FaultyServer((request, before) =>
            before == 0 ? new(200, FetchBench.File[..5000], ("ETag", "\"one\"")) { Promised = FetchBench.Length } : FaultyServer.Honest(request, FetchBench.File));
        using var bench = new FetchBench((request, _) => request.Target.StartsWith("/some", StringComparison.Ordinal)
            ? new(302, [], ("Location", "/elsewhere"))
            : new(307, [], ("Location", $"{host.Address}/signed?x=1")));

        Assert.True(bench.Fetch().IsTrusted);
        Assert.Equal(["/some/where/file.h5?v=1", "/elsewhere", "/some/where/file.h5?v=1", "/elsewhere"], bench.Server.Asked.Select(request => request.Target));
        Assert.Equal([0, 5000], host.Asked.Select(request => request.From));
    }

    [Theory]
    [InlineData("/some/where/file.h5?v=1", "more than 4 redirects in a row, the last to 127.0.0.1")]
    [InlineData("ftp://127.0.0.1/x", "127.0.0.1 redirects from http to ftp, which is refused")]
    [InlineData("file:///etc/passwd", "127.0.0.1 redirects from http to file, which is refused")]
    public void A_redirect_in_a_circle_or_off_the_web_is_refused(string location, string words)
    {
        using var bench = new FetchBench((_, _) => new(302, [], ("Location", location)));

        Assert.Contains(words, Fail(bench, FetchBench.Patient with { MaximumRedirects = 4 }), StringComparison.Ordinal);
        Assert.InRange(bench.Server.Asked.Count, 1, 5);
    }

    [Fact]
    public void A_redirect_that_leaves_encryption_is_refused()
    {
        var secure = new Uri("https://huggingface.co/a");

        Assert.Equal("huggingface.co redirects from https to http, which is refused", Assert.Throws<FetchFailure>(() => WeightClient.Next(secure, new("http://cdn.example/b"))).Message);
        Assert.Equal("huggingface.co redirects without saying where", Assert.Throws<FetchFailure>(() => WeightClient.Next(secure, null)).Message);
        Assert.Equal(new("https://cdn.example/b"), WeightClient.Next(secure, new("https://cdn.example/b")));
        Assert.Equal(new("https://huggingface.co/c"), WeightClient.Next(secure, new("/c", UriKind.Relative)));
        Assert.Equal(new("https://cdn.example/b"), WeightClient.Next(new("http://mirror/a"), new("https://cdn.example/b")));
    }

    [Fact]
    public void A_client_that_is_sent_from_https_to_http_asks_no_further()
    {
        var asked = new List<Uri>();
        using var client = new WeightClient(FetchBench.Patient, new Redirecting(asked));

        var failure = Assert.Throws<FetchFailure>(() => client.Ask(new("https://host.example/a"), 0, string.Empty, CancellationToken.None));

        Assert.Equal((false, "host.example redirects from https to http, which is refused"), (failure.MayPass, failure.Message));
        Assert.Equal([new Uri("https://host.example/a")], asked);
    }

    [Fact]
    public void A_file_that_the_disk_cannot_hold_is_not_begun()
    {
        using var bench = new FetchBench((_, _) => new(200, FetchBench.File) { Promised = 1L << 60 });

        string message = Assert.Throws<IOException>(() => bench.Fetch()).Message;

        Assert.StartsWith($"{bench.Target} needs 1,152,921,504,606,846,976 bytes more, and its disk has ", message, StringComparison.Ordinal);
        Assert.EndsWith(" bytes left. Make room, or choose a folder on another disk.", message, StringComparison.Ordinal);
        Assert.Equal([$"{bench.Source.FileName}.lock"], bench.Names());
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named_before_anything_is_asked()
    {
        using var bench = new FetchBench((request, _) => FaultyServer.Honest(request, FetchBench.File));
        string file = bench.Folder["file"];
        File.WriteAllText(file, "in the way");

        string message = Assert.Throws<IOException>(() => WeightFetcher.Fetch(bench.Source, file)).Message;

        Assert.Equal($"Could not write {file}: {file} is a file, where a folder is needed. Choose another folder, or move the file away.", message);
        Assert.Empty(bench.Server.Asked);
    }

    [Fact]
    public void A_folder_without_permission_is_named_before_anything_is_asked()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.UserName == "root", "Windows has other permissions, and root may write everywhere.");
        using var bench = new FetchBench((request, _) => FaultyServer.Honest(request, FetchBench.File));
        string folder = Directory.CreateDirectory(bench.Folder["weights"]).FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        Assert.Contains($"Could not write {folder}: it may not be written.", Assert.Throws<IOException>(() => bench.Fetch()).Message, StringComparison.Ordinal);
        Assert.Empty(bench.Server.Asked);
    }

    private static string Fail(FetchBench bench, FetchOptions? options = null)
    {
        string message = Assert.Throws<IOException>(() => bench.Fetch(options)).Message;
        Assert.StartsWith("Could not fetch test-weights: ", message, StringComparison.Ordinal);
        Assert.Contains($". Get {bench.Source.Addresses[0]} on another machine or by another way, save it as {bench.Target}, and look at it with", message, StringComparison.Ordinal);
        Assert.DoesNotContain(bench.Source.FileName, bench.Names());
        return message;
    }

    private sealed class Redirecting(List<Uri> asked) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            asked.Add(request.RequestUri!);
            var response = new HttpResponseMessage(HttpStatusCode.Found);
            response.Headers.Location = new("http://host.example/b");
            return Task.FromResult(response);
        }
    }
}
