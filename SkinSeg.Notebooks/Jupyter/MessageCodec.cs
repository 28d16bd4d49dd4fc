using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SkinSeg.Notebooks.Jupyter;

/// <summary>Frames of the wire ↔ messages. What is not signed with the key, or not a message, is refused.</summary>
/// <param name="key">The key of the connection file.</param>
internal sealed class MessageCodec(string key)
{
    // identities…, this, signature, header, parent header, metadata, content, buffers…
    private static readonly byte[] Delimiter = Encoding.ASCII.GetBytes("<IDS|MSG>");
    private const int Parts = 4;

    private readonly byte[] key = Encoding.UTF8.GetBytes(key);

    /// <summary>The frames of a message, signed.</summary>
    public IReadOnlyList<byte[]> Encode(KernelMessage message)
    {
        byte[][] parts = [Bytes(message.Header), Bytes(message.Parent), "{}"u8.ToArray(), Bytes(message.Content)];
        return [.. message.Identities, Delimiter, Encoding.ASCII.GetBytes(Sign(parts)), .. parts];
    }

    /// <summary>The message in some frames.</summary>
    /// <exception cref="InvalidDataException">They are not a message, or its signature is not the key's.</exception>
    public KernelMessage Decode(IReadOnlyList<byte[]> frames)
    {
        int delimiter = frames.TakeWhile(frame => !frame.AsSpan().SequenceEqual(Delimiter)).Count();
        if (frames.Count < delimiter + 2 + Parts)
        {
            throw new InvalidDataException($"expected identities, <IDS|MSG>, a signature and {Parts} parts, got {frames.Count} frames");
        }

        byte[][] parts = [.. frames.Skip(delimiter + 2).Take(Parts)];
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Sign(parts)), frames[delimiter + 1]))
        {
            throw new InvalidDataException("its signature is not that of the connection's key");
        }

        return new([.. frames.Take(delimiter)], Json(parts[0]), Json(parts[1]), Json(parts[3]));
    }

    private static byte[] Bytes(JsonObject value) => JsonSerializer.SerializeToUtf8Bytes(value);

    private static JsonObject Json(byte[] frame)
    {
        try
        {
            return JsonNode.Parse(frame) as JsonObject ?? throw new InvalidDataException("one of its parts is no JSON object");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"one of its parts is no JSON ({error.Message})", error);
        }
    }

    private string Sign(byte[][] parts)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (byte[] part in parts)
        {
            hash.AppendData(part);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
