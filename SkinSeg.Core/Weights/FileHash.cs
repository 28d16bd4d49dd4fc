using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

namespace SkinSeg.Weights;

/// <summary>How a published hash was computed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<HashKind>))]
public enum HashKind
{
    /// <summary>SHA-256, 64 hexadecimal digits.</summary>
    Sha256,

    /// <summary>MD5, 32 hexadecimal digits: what Keras publishes.</summary>
    Md5,
}

/// <summary>A hash that was published for a file.</summary>
/// <param name="Kind">How it is computed.</param>
/// <param name="Digits">Hexadecimal digits, lower case; fewer than all where only the first ones are known, as in the names of PyTorch's files.</param>
public sealed record FileHash(HashKind Kind, string Digits)
{
    /// <summary>Whether all digits are known: the first eight find damage, but anybody can make a file that has them.</summary>
    public bool IsWhole => Digits.Length == WholeLength(Kind);

    /// <summary>For example <c>SHA-256 15897077…</c>, or <c>SHA-256 that begins with 394f9c45</c>.</summary>
    public override string ToString() => IsWhole ? $"{Name(Kind)} {Digits}" : $"{Name(Kind)} that begins with {Digits}";

    internal static FileHash Sha256(string digits) => new(HashKind.Sha256, digits);

    internal static FileHash Md5(string digits) => new(HashKind.Md5, digits);

    /// <summary>Number of digits of a whole hash.</summary>
    internal static int WholeLength(HashKind kind) => kind == HashKind.Sha256 ? 2 * SHA256.HashSizeInBytes : 2 * MD5.HashSizeInBytes;

    /// <summary>The hash of a file.</summary>
    internal static FileHash OfFile(string path, HashKind kind)
    {
        using var stream = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(kind == HashKind.Sha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.MD5);
        byte[] buffer = new byte[1 << 20];
        for (int count = stream.Read(buffer); count > 0; count = stream.Read(buffer))
        {
            hash.AppendData(buffer, 0, count);
        }

        return new(kind, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Whether a whole hash is this one, or begins with the digits that are known.</summary>
    internal bool Agrees(FileHash whole) => whole.Kind == Kind && whole.Digits.StartsWith(Digits, StringComparison.OrdinalIgnoreCase);

    private static string Name(HashKind kind) => kind == HashKind.Sha256 ? "SHA-256" : "MD5";
}

/// <summary>A file's size as it was published: to the byte, or rounded to three digits of a megabyte.</summary>
/// <param name="Bytes">Bytes.</param>
/// <param name="IsExact">Whether that is to the byte.</param>
public sealed record PublishedSize(long Bytes, bool IsExact)
{
    private const double RoundingShare = 0.01; // three digits are given; beyond a hundredth it is another file

    /// <summary>For example <c>223,774,246 bytes</c>, or <c>about 241 MB</c>.</summary>
    public override string ToString() => IsExact ? InBytes(Bytes) : string.Create(CultureInfo.InvariantCulture, $"about {Bytes / 1e6:G3} MB");

    internal static PublishedSize Exactly(long bytes) => new(bytes, true);

    internal static PublishedSize About(double megabytes) => new((long)Math.Round(megabytes * 1e6), false);

    internal static string InBytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes");

    /// <summary>The most that a file may have to be this one.</summary>
    internal long Largest => IsExact ? Bytes : (long)(Bytes * (1 + RoundingShare));

    internal bool Agrees(long bytes) => IsExact ? bytes == Bytes : Math.Abs(bytes - Bytes) <= Bytes * RoundingShare;
}
