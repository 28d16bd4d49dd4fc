using System.Security.Authentication;

namespace SkinSeg.Weights;

/// <summary>Why one try to fetch a file failed.</summary>
/// <param name="reason">What happened, to stand in a longer sentence.</param>
/// <param name="mayPass">Whether another try of the same address may succeed.</param>
/// <param name="cause">What .NET said, if anything.</param>
internal sealed class FetchFailure(string reason, bool mayPass, Exception? cause = null) : Exception(reason, cause)
{
    public bool MayPass { get; } = mayPass;

    /// <summary>In words what .NET says of a connection.</summary>
    public static FetchFailure Of(Uri address, Exception error) => error switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
            new($"the host {address.Host} is not found (is this machine offline, or behind a proxy?)", false, error),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } or { InnerException: AuthenticationException } =>
            new($"{address.Host} offers no secure connection: {Innermost(error)}", false, error),
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => new($"the proxy refuses to connect to {address.Host}: {Innermost(error)}", false, error),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => new($"no connection to {address.Authority}: {Innermost(error)}", true, error),
        _ => new($"the connection to {address.Host} broke: {Innermost(error)}", true, error),
    };

    private static string Innermost(Exception error) => (error.InnerException is { } inner ? Innermost(inner) : error.Message).TrimEnd('.');
}
