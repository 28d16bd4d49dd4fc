using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SkinSeg.Notebooks.Jupyter;

/// <summary>Where a client waits for the kernel, and the key that both sign with: the file that Jupyter names when it starts a kernel.</summary>
internal sealed record ConnectionInfo
{
    private const string OnlyScheme = "hmac-sha256";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary><c>tcp</c>.</summary>
    public string Transport { get; init; } = "tcp";

    /// <summary>Address to listen at.</summary>
    public string Ip { get; init; } = "127.0.0.1";

    /// <summary>Requests of the client.</summary>
    public int ShellPort { get; init; }

    /// <summary>Requests that do not wait for the running cell: interrupt and shutdown.</summary>
    public int ControlPort { get; init; }

    /// <summary>Questions of the kernel to the user; bound, but never asked.</summary>
    public int StdinPort { get; init; }

    /// <summary>Outputs, to all clients.</summary>
    public int IopubPort { get; init; }

    /// <summary>Heartbeat.</summary>
    public int HbPort { get; init; }

    /// <summary>Key of the signatures; never empty, since whoever reaches an unsigned kernel can run any code.</summary>
    public string Key { get; init; } = string.Empty;

    /// <summary>How they are signed; only <c>hmac-sha256</c> is known.</summary>
    public string SignatureScheme { get; init; } = OnlyScheme;

    /// <summary>Whether a socket at <see cref="Ip"/> can be reached from this machine only.</summary>
    [JsonIgnore]
    public bool IsLoopback => System.Net.IPAddress.TryParse(Ip, out var address) && System.Net.IPAddress.IsLoopback(address);

    /// <summary>The address of a port for NetMQ.</summary>
    public string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"{Transport}://{Ip}:{port}");

    /// <summary>Reads a connection file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no connection file, listens to the network, or asks for another transport or signature.</exception>
    public static ConnectionInfo Read(string path)
    {
        var info = Parse(path);
        string? wrong = info switch
        {
            { Transport: not "tcp" } => $"expected the transport tcp, got {info.Transport}",
            { SignatureScheme: not OnlyScheme } => $"expected the signature scheme {OnlyScheme}, got {info.SignatureScheme}",
            { IsLoopback: false } => $"expected an address of this machine such as 127.0.0.1, got {info.Ip}: whoever reaches a kernel can run any code",
            { Key: "" } => "expected a key to check messages with, got none",
            _ => null,
        };
        return wrong is null ? info : throw new InvalidDataException($"{path}: {wrong}. Start the kernel from Jupyter, which writes this file.");
    }

    private static ConnectionInfo Parse(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<ConnectionInfo>(File.ReadAllBytes(path), Json) ?? throw new JsonException("it is empty");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: expected a Jupyter connection file, got something else ({error.Message}). Start the kernel from Jupyter, which writes this file.", error);
        }
    }
}
