using System.Text.Json.Nodes;

namespace SkinSeg.Notebooks.Jupyter;

/// <summary>A message of the Jupyter protocol, version 5.3.</summary>
/// <param name="Identities">Who asked, as the router names it; the topic where it is published.</param>
/// <param name="Header">Its own header.</param>
/// <param name="Parent">Header of the request that it answers; empty for none.</param>
/// <param name="Content">What it says.</param>
internal sealed record KernelMessage(IReadOnlyList<byte[]> Identities, JsonObject Header, JsonObject Parent, JsonObject Content)
{
    /// <summary>Version of the protocol that the kernel speaks.</summary>
    public const string Version = "5.3";

    /// <summary>For example <c>execute_request</c>.</summary>
    public string Type => (string?)Header["msg_type"] ?? string.Empty;

    /// <summary>A message of this kernel about a request.</summary>
    /// <param name="request">The request; null where nobody asked.</param>
    /// <param name="type">For example <c>status</c>.</param>
    /// <param name="content">What it says.</param>
    /// <param name="session">Name of the kernel's session.</param>
    /// <param name="now">Present time.</param>
    public static KernelMessage About(KernelMessage? request, string type, JsonObject content, string session, DateTimeOffset now) => new(
        request?.Identities ?? [],
        new()
        {
            ["msg_id"] = Guid.NewGuid().ToString("N"),
            ["session"] = session,
            ["username"] = "kernel",
            ["date"] = now.ToString("O", System.Globalization.CultureInfo.InvariantCulture),
            ["msg_type"] = type,
            ["version"] = Version,
        },
        (JsonObject?)request?.Header.DeepClone() ?? [],
        content);
}
