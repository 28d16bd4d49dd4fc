using SkinSeg.Primitives;

namespace SkinSeg.Weights;

/// <summary>Fetches files of the <see cref="WeightRegistry"/>: continues what was broken off, and names a file only once it is the published one.</summary>
public static class WeightFetcher
{
    /// <summary>Fetches a file unless it is there, and verifies it. What is broken off stays as <c>NAME.part</c> and is continued by the next call.</summary>
    /// <param name="source">The file, from the registry.</param>
    /// <param name="folder">Folder to put it in; made if needed. A file of that name which differs is replaced by a good one.</param>
    /// <param name="options">Mirror, proxy and limits; the default where null.</param>
    /// <param name="progress">Is told the share that is there, with megabytes.</param>
    /// <param name="cancellationToken">Stops at the next bytes.</param>
    /// <returns>What is there now: verified, or without a published hash to compare.</returns>
    /// <exception cref="IOException">No address gave the file (the message says which file to get from where, where to put it and how to verify it), or the folder cannot be written.</exception>
    /// <exception cref="ArgumentException">An option or an address is not usable.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; what arrived is kept.</exception>
    public static WeightFileReport Fetch(
        WeightSource source, string folder, FetchOptions? options = null, IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        options ??= new();
        options.Check();
        var addresses = options.AddressesOf(source);
        var report = WeightFolder.Verify(source, folder);
        if (report.IsUsable)
        {
            return report;
        }

        OutputFolder.Check(folder);
        Directory.CreateDirectory(folder);
        using var partial = PartialFile.Claim(report.Path, progress, cancellationToken);
        report = WeightFolder.Verify(source, folder); // another may have fetched it while we waited
        if (report.IsUsable)
        {
            partial.Yield();
            return report;
        }

        using var client = new WeightClient(options);
        var transfer = new WeightTransfer(source, partial, client, progress);
        var failures = new List<string>();
        foreach (var address in addresses)
        {
            try
            {
                return TryPatiently(transfer, address, options, cancellationToken);
            }
            catch (FetchFailure e)
            {
                failures.Add(e.Message);
            }
        }

        throw new IOException(Advice(source, report.Path, failures));
    }

    private static WeightFileReport TryPatiently(WeightTransfer transfer, Uri address, FetchOptions options, CancellationToken cancellationToken)
    {
        var pause = options.Pause;
        for (int triesLeft = options.Tries - 1; ; triesLeft--)
        {
            try
            {
                return transfer.Try(address, cancellationToken);
            }
            catch (FetchFailure e) when (e.MayPass && triesLeft > 0)
            {
                cancellationToken.WaitHandle.WaitOne(pause);
                cancellationToken.ThrowIfCancellationRequested();
                pause *= 2;
            }
        }
    }

    private static string Advice(WeightSource source, string path, IEnumerable<string> failures)
    {
        string check = source switch
        {
            { Hash: { } hash } => $"the {hash} tells the right file",
            { Size: { } size } => $"no hash is published, its size is {size}",
            _ => "neither hash nor size are published",
        };
        return $"Could not fetch {source.Name}: {string.Join("; ", failures.Distinct())}. "
            + $"Get {string.Join(" or ", source.Addresses)} on another machine or by another way, save it as {path}, and look at it with 'weights verify {source.Name}' ({check}).";
    }
}
