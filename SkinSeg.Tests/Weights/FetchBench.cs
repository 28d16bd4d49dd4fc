using System.Security.Cryptography;
using SkinSeg.Models;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using SkinSeg.Weights;

namespace SkinSeg.Tests.Weights;

/// <summary>A file of a few hundred kilobytes, a server that gives it as a test says, and a folder to fetch it into.</summary>
internal sealed class FetchBench : IDisposable
{
    public const int Length = 300_000;

    public FetchBench(Func<AskedRequest, int, ScriptedReply> answer)
    {
        Server = new(answer);
        Source = SourceOf(Server.Address);
    }

    public static byte[] File { get; } = Enumerable.Range(0, Length).Select(i => (byte)((i * 31) ^ (i >> 7))).ToArray();

    /// <summary>Nothing waits long: a server that is silent for a fifth of a second stalls, and a try follows at once.</summary>
    public static FetchOptions Quick { get; } = new() { StallTimeout = TimeSpan.FromMilliseconds(200), Pause = TimeSpan.Zero, Tries = 3 };

    /// <summary>As patient as a loaded machine needs.</summary>
    public static FetchOptions Patient { get; } = Quick with { StallTimeout = TimeSpan.FromSeconds(60) };

    public FaultyServer Server { get; }

    public WeightSource Source { get; }

    public TemporaryFolder Folder { get; } = new();

    public string Target => Folder["weights", Source.FileName];

    public static WeightSource SourceOf(params string[] hosts) => new()
    {
        Name = "test-weights",
        Network = "resnet152",
        FileName = "weights ü.h5",
        Addresses = [.. hosts.Select(host => $"{host}/some/where/file.h5?v=1")],
        Hash = FileHash.Sha256(Convert.ToHexStringLower(SHA256.HashData(File))),
        Convention = WeightConvention.Caffe,
    };

    public WeightFileReport Fetch(FetchOptions? options = null, WeightSource? source = null, IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default) =>
        WeightFetcher.Fetch(source ?? Source, Folder["weights"], options ?? Patient, progress, cancellationToken);

    /// <summary>What is in the folder of weights.</summary>
    public string[] Names() => Directory.Exists(Folder["weights"])
        ? [.. Directory.GetFiles(Folder["weights"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)]
        : [];

    public void Dispose()
    {
        Server.Dispose();
        Folder.Dispose();
    }
}
