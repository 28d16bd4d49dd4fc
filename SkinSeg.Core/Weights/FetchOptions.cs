using System.Net;
using SkinSeg.Primitives;

namespace SkinSeg.Weights;

/// <summary>How <see cref="WeightFetcher"/> reaches the hosts, and how patient it is.</summary>
public sealed record FetchOptions
{
    /// <summary>
    /// Address that takes the place of scheme and host: with <c>https://mirror.example/hub</c>, <c>https://huggingface.co/a/b?c</c> becomes
    /// <c>https://mirror.example/hub/a/b?c</c>. Nothing else is asked then. Null: the published addresses.
    /// </summary>
    public string? Mirror { get; init; }

    /// <summary>Proxy, for example <c>http://proxy.example:3128</c>, with <c>user:password@</c> where it asks for them. Null: none.</summary>
    public string? Proxy { get; init; }

    /// <summary>How long no byte may arrive before a try counts as failed.</summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often an address is tried; each try goes on where the last one ended, where the host allows it.</summary>
    public int Tries { get; init; } = 5;

    /// <summary>Pause after the first failed try; it doubles with each further one.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How many redirects are followed in a row.</summary>
    public int MaximumRedirects { get; init; } = 8;

    /// <summary>The addresses to ask, the first choice first.</summary>
    /// <exception cref="ArgumentException">The mirror, or an address of the source, is none of http or https.</exception>
    internal ValueList<Uri> AddressesOf(WeightSource source) => Mirror is { } mirror
        ? [.. source.Addresses.Select(address => Mirrored(WebAddress(mirror, "a mirror"), WebAddress(address, source.Name))).Distinct()]
        : [.. source.Addresses.Select(address => WebAddress(address, source.Name))];

    /// <summary>The proxy with the name and password that its address holds; null where there is none.</summary>
    /// <exception cref="ArgumentException">The address is none of http or https.</exception>
    internal WebProxy? ToWebProxy()
    {
        if (Proxy is not { } text)
        {
            return null;
        }

        var address = WebAddress(text, "a proxy");
        string[] user = address.UserInfo.Split(':', 2);
        return new WebProxy(new UriBuilder(address) { UserName = string.Empty, Password = string.Empty }.Uri)
        {
            Credentials = address.UserInfo.Length > 0
                ? new NetworkCredential(Uri.UnescapeDataString(user[0]), Uri.UnescapeDataString(user.Length > 1 ? user[1] : string.Empty))
                : null,
        };
    }

    /// <summary>Fails unless limits and proxy are such that something can be fetched.</summary>
    /// <exception cref="ArgumentException">A limit is too small, or the proxy is no address.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Tries, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaximumRedirects);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(StallTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(Pause, TimeSpan.Zero);
        ToWebProxy();
    }

    private static Uri Mirrored(Uri mirror, Uri address) => new($"{mirror.GetLeftPart(UriPartial.Path).TrimEnd('/')}{address.PathAndQuery}");

    private static Uri WebAddress(string text, string what) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw new ArgumentException($"Expected an address for {what} that begins with https:// or http://, got '{text}'.");
}
