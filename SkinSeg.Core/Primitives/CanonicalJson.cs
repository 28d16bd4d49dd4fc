using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace SkinSeg.Primitives;

/// <summary>One text for one JSON value: keys in ordinal order, no spaces. Equal values have equal texts, and so equal hashes.</summary>
internal static class CanonicalJson
{
    /// <summary>The text; the node stays as it is.</summary>
    public static string Of(JsonNode? node) => Sorted(node)?.ToJsonString() ?? "null";

    /// <summary>SHA-256 of the text, in hexadecimal digits.</summary>
    public static string Hash(JsonNode? node) => Hash(Of(node));

    /// <summary>SHA-256 of a text in UTF-8, in hexadecimal digits.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject item => new JsonObject(item.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value)))),
        JsonArray array => new JsonArray([.. array.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
