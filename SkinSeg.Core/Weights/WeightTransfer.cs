using System.Globalization;
using System.Net;
using SkinSeg.Primitives;

namespace SkinSeg.Weights;

/// <summary>One file on its way from one address into its <see cref="PartialFile"/>.</summary>
internal sealed class WeightTransfer(WeightSource source, PartialFile partial, WeightClient client, IProgress<WorkProgress>? progress)
{
    private const int BufferLength = 1 << 16;
    private const long LargestUnknown = 4L << 30; // no file of the five networks comes near; a host that never ends must not fill the disk

    /// <summary>One try: fetches what is missing, and gives the file its name once it is the published one.</summary>
    /// <exception cref="FetchFailure">It did not arrive whole.</exception>
    /// <exception cref="IOException">It cannot be written.</exception>
    public WeightFileReport Try(Uri address, CancellationToken cancellationToken)
    {
        var origin = partial.Origin;
        long from = CanContinue(origin, address) ? partial.Length : 0;
        using (var response = client.Ask(address, from, origin?.Version ?? string.Empty, cancellationToken))
        {
            var (start, total) = Place(response, address, from, origin);
            CheckSize(address, start, total);
            if (response.StatusCode != HttpStatusCode.RequestedRangeNotSatisfiable) // else all bytes are there
            {
                Receive(response, address, total, cancellationToken);
            }
        }

        var report = WeightFolder.Judge(source, partial.Target, partial.Content);
        if (!report.IsUsable)
        {
            partial.Discard();
            throw new FetchFailure($"what {address.Host} sent is not the published file: expected {report.Expected}, found {report.Found}", mayPass: from > 0);
        }

        partial.Finish();
        return report;
    }

    // Without a hash only the host's word tells that the rest belongs to the same version.
    private bool CanContinue(PartialOrigin? origin, Uri address) =>
        partial.Length > 0 && origin is not null && origin.Address == address.AbsoluteUri && (origin.Version.Length > 0 || source.HasWholeHash);

    // Where the body goes, and how long the whole file is, as far as the host says; begins anew where the body is not the rest of what is there.
    private (long Start, long? Total) Place(HttpResponseMessage response, Uri address, long from, PartialOrigin? origin)
    {
        string version = VersionOf(response);
        var range = response.Content.Headers.ContentRange;
        switch (response.StatusCode)
        {
            case HttpStatusCode.PartialContent when from > 0 && range?.From == from && (origin?.Version.Length is null or 0 || version.Length == 0 || version == origin.Version):
                return (from, range.Length);
            case HttpStatusCode.RequestedRangeNotSatisfiable when from > 0 && range?.Length == from:
                return (from, from);
            case HttpStatusCode.OK:
                partial.Begin(new(address.AbsoluteUri, version));
                return (0, response.Content.Headers.ContentLength);
            default:
                partial.Discard();
                throw new FetchFailure($"{address.Host} does not continue the file that it began", mayPass: from > 0);
        }
    }

    private static string VersionOf(HttpResponseMessage response) =>
        response.Headers.ETag is { IsWeak: false } tag ? tag.ToString()
        : response.Content.Headers.LastModified is { } date ? date.ToString("r", CultureInfo.InvariantCulture)
        : string.Empty;

    private void CheckSize(Uri address, long start, long? total)
    {
        if (total is { } length && source.Size is { } size && !size.Agrees(length))
        {
            partial.Discard();
            throw new FetchFailure($"{address.Host} offers {PublishedSize.InBytes(length)}, where {size} were published", mayPass: false);
        }

        long needed = (total ?? source.Size?.Bytes ?? start) - start;
        if (FreeBytes(partial.Target) is var free && needed > free)
        {
            throw new IOException(
                $"{partial.Target} needs {PublishedSize.InBytes(needed)} more, and its disk has {PublishedSize.InBytes(free)} left. Make room, or choose a folder on another disk.");
        }
    }

    private static long FreeBytes(string path)
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(path) ?? path).AvailableFreeSpace;
        }
        catch (Exception e) when (e is ArgumentException or IOException or UnauthorizedAccessException)
        {
            return long.MaxValue; // a network folder of Windows has no drive; if it is full, writing says so
        }
    }

    private void Receive(HttpResponseMessage response, Uri address, long? total, CancellationToken cancellationToken)
    {
        using var body = client.Await(address, response.Content.ReadAsStreamAsync, cancellationToken);
        using var file = partial.Append();
        byte[] buffer = new byte[BufferLength];
        long most = total ?? source.Size?.Largest ?? LargestUnknown;
        for (int count = Next(); count > 0; count = Next())
        {
            partial.Add(file, buffer, count);
            if (file.Position > most)
            {
                throw new FetchFailure($"{address.Host} sends more than {PublishedSize.InBytes(most)}", mayPass: false);
            }

            progress?.Report(Share(file.Position, total ?? source.Size?.Bytes));
        }

        file.Flush(flushToDisk: true);
        if (total is { } expected && file.Position != expected)
        {
            throw new FetchFailure($"{address.Host} sent {PublishedSize.InBytes(file.Position)} of {PublishedSize.InBytes(expected)}", mayPass: true);
        }

        int Next() => client.Await(address, token => body.ReadAsync(buffer, token).AsTask(), cancellationToken);
    }

    private static WorkProgress Share(long done, long? total) => total is { } all and > 0
        ? new(Math.Min(1, (double)done / all), string.Create(CultureInfo.InvariantCulture, $"{done / 1e6:F0} of {all / 1e6:F0} MB"))
        : new(0, string.Create(CultureInfo.InvariantCulture, $"{done / 1e6:F0} MB"));
}
