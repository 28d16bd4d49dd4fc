using System.Net;
using System.Net.Sockets;
using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using Xunit;

namespace SkinSeg.Tests.Weights;

/// <summary>Mirror, proxy, and what is said where there is no network.</summary>
public sealed class FetchOptionsTests
{
    [Fact]
    public void A_mirror_takes_the_place_of_scheme_and_host_and_nothing_else_is_asked()
    {
        using var mirror = new FaultyServer((request, _) => FaultyServer.Honest(request, FetchBench.File));
        using var bench = new FetchBench((_, _) => new(500, []));

        var report = bench.Fetch(FetchBench.Patient with { Mirror = $"{mirror.Address}/hub/" }, FetchBench.SourceOf("https://one.invalid", bench.Server.Address));

        Assert.True(report.IsTrusted);
        Assert.Equal("/hub/some/where/file.h5?v=1", Assert.Single(mirror.Asked).Target);
        Assert.Empty(bench.Server.Asked);
    }

    [Fact]
    public void A_proxy_is_asked_for_the_whole_address_with_the_name_and_password_it_wants()
    {
        using var bench = new FetchBench((request, _) => request.Headers.ContainsKey("Proxy-Authorization")
            ? FaultyServer.Honest(request, FetchBench.File)
            : new(407, [], ("Proxy-Authenticate", "Basic realm=\"x\"")));
        string proxy = bench.Server.Address.Replace("http://", "http://user:p%40ss@", StringComparison.Ordinal);

        Assert.True(bench.Fetch(FetchBench.Patient with { Proxy = proxy }, FetchBench.SourceOf("http://host.invalid")).IsTrusted);
        Assert.All(bench.Server.Asked, request => Assert.Equal("http://host.invalid/some/where/file.h5?v=1", request.Target));
        Assert.Equal($"Basic {Convert.ToBase64String("user:p@ss"u8)}", bench.Server.Asked[^1].Headers["Proxy-Authorization"]);
    }

    [Fact]
    public void Offline_the_message_says_which_file_to_get_from_where_and_where_to_put_it_and_how_to_verify()
    {
        using var folder = new TemporaryFolder();
        var source = WeightRegistry.Find("resnet152-torchvision");
        string target = folder["weights", source.FileName];

        string message = Assert.Throws<IOException>(
            () => WeightFetcher.Fetch(source, folder["weights"], FetchBench.Patient with { Proxy = Nobody(), Tries = 2 })).Message;

        Assert.StartsWith("Could not fetch resnet152-torchvision: ", message, StringComparison.Ordinal);
        Assert.EndsWith(
            "Get https://huggingface.co/timm/resnet152.tv_in1k/resolve/main/model.safetensors on another machine or by another way, "
            + $"save it as {target}, and look at it with 'weights verify resnet152-torchvision' "
            + "(the SHA-256 15897077afdf4d6334dc0c3f8e6fb483afb3faa9298c139f3c6eb29bca6ae5b2 tells the right file).",
            message,
            StringComparison.Ordinal);
        Assert.Single(message.Split('\n'));
    }

    [Fact]
    public void A_host_that_is_not_found_is_named_at_once()
    {
        var error = new HttpRequestException(HttpRequestError.NameResolutionError, "x");

        var failure = FetchFailure.Of(new("https://huggingface.co/a"), error);

        Assert.Equal((false, "the host huggingface.co is not found (is this machine offline, or behind a proxy?)"), (failure.MayPass, failure.Message));
    }

    [Theory]
    [InlineData("ftp://mirror", null, "Expected an address for a mirror that begins with https:// or http://, got 'ftp://mirror'.")]
    [InlineData("mirror", null, "Expected an address for a mirror that begins with https:// or http://, got 'mirror'.")]
    [InlineData(null, "proxy:8080", "Expected an address for a proxy that begins with https:// or http://, got 'proxy:8080'.")]
    public void An_address_that_is_none_is_named(string? mirror, string? proxy, string words)
    {
        using var bench = new FetchBench((request, _) => FaultyServer.Honest(request, FetchBench.File));

        Assert.Equal(words, Assert.Throws<ArgumentException>(() => bench.Fetch(FetchBench.Patient with { Mirror = mirror, Proxy = proxy })).Message);
        Assert.Empty(bench.Names());
    }

    [Fact]
    public void Limits_that_allow_nothing_are_refused()
    {
        using var bench = new FetchBench((request, _) => FaultyServer.Honest(request, FetchBench.File));

        Assert.Throws<ArgumentOutOfRangeException>(() => bench.Fetch(new() { Tries = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => bench.Fetch(new() { StallTimeout = TimeSpan.Zero }));
        Assert.Throws<ArgumentOutOfRangeException>(() => bench.Fetch(new() { MaximumRedirects = -1 }));
        Assert.Empty(bench.Server.Asked);
    }

    // An address of this machine where nobody listens.
    private static string Nobody()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://{listener.LocalEndpoint}";
    }
}
