using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace SkinSeg.Weights;

/// <summary>Asks hosts for files: follows redirects, and gives up where no byte arrives.</summary>
internal sealed class WeightClient : IDisposable
{
    private readonly FetchOptions options;
    private readonly HttpClient http;

    /// <summary>A client over <paramref name="handler"/>, which tests replace.</summary>
    public WeightClient(FetchOptions options, HttpMessageHandler? handler = null)
    {
        this.options = options;
        http = new(handler ?? HandlerOf(options)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public void Dispose() => http.Dispose();

    /// <summary>Asks for a file, or for what follows the first <paramref name="from"/> bytes of the version that is named.</summary>
    /// <returns>200, 206 or 416; the caller disposes it.</returns>
    /// <exception cref="FetchFailure">The host is not reached, or answers otherwise.</exception>
    public HttpResponseMessage Ask(Uri address, long from, string version, CancellationToken cancellationToken)
    {
        for (int redirects = 0; redirects <= options.MaximumRedirects; redirects++)
        {
            var response = Send(address, from, version, cancellationToken);
            if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent or HttpStatusCode.RequestedRangeNotSatisfiable)
            {
                return response;
            }

            using (response)
            {
                address = IsRedirect(response.StatusCode) ? Next(address, response.Headers.Location) : throw Refusal(address, response.StatusCode);
            }
        }

        throw new FetchFailure(string.Create(CultureInfo.InvariantCulture, $"more than {options.MaximumRedirects} redirects in a row, the last to {address.Host}"), false);
    }

    /// <summary>Waits for network work, but no longer than bytes may stay away.</summary>
    /// <exception cref="FetchFailure">Nothing arrived in time, or the connection broke.</exception>
    public T Await<T>(Uri address, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(options.StallTimeout);
        try
        {
            return work(patience.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new FetchFailure(string.Create(CultureInfo.InvariantCulture, $"{address.Host} sent nothing for {options.StallTimeout.TotalSeconds:0.###} s"), true);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested(); // a connection that is closed by the cancellation may say so as a failure
            throw FetchFailure.Of(address, e);
        }
    }

    /// <summary>The address that a redirect names; one that leaves encryption, or the web, is refused.</summary>
    internal static Uri Next(Uri address, Uri? location)
    {
        var next = location is null ? throw new FetchFailure($"{address.Host} redirects without saying where", false) : new Uri(address, location);
        return next.Scheme == Uri.UriSchemeHttps || (next.Scheme == Uri.UriSchemeHttp && address.Scheme == Uri.UriSchemeHttp)
            ? next
            : throw new FetchFailure($"{address.Host} redirects from {address.Scheme} to {next.Scheme}, which is refused", false);
    }

    private static SocketsHttpHandler HandlerOf(FetchOptions options)
    {
        var proxy = options.ToWebProxy();
        return new()
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None, // lengths and ranges are of the file as it is
            ConnectTimeout = options.StallTimeout,
            Proxy = proxy,
            UseCookies = false,
            UseProxy = proxy is not null,
        };
    }

    private static FetchFailure Refusal(Uri address, HttpStatusCode status) => new(
        string.Create(CultureInfo.InvariantCulture, $"{address.Host} answers {(int)status} ({status})"),
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500);

    private static bool IsRedirect(HttpStatusCode status) => (int)status is 301 or 302 or 303 or 307 or 308;

    private HttpResponseMessage Send(Uri address, long from, string version, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.UserAgent.Add(new("SkinSeg", null));
        request.Headers.AcceptEncoding.Add(new("identity"));
        if (from > 0)
        {
            request.Headers.Range = new(from, null);
            if (version.Length > 0)
            {
                request.Headers.IfRange = RangeConditionHeaderValue.Parse(version);
            }
        }

        return Await(address, token => http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token), cancellationToken);
    }
}
