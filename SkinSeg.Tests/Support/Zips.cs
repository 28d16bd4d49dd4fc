using System.Buffers.Binary;
using System.IO.Compression;

namespace SkinSeg.Tests.Support;

/// <summary>Zips, and ways to damage them.</summary>
internal static class Zips
{
    /// <summary>Writes a zip with entries in the order given.</summary>
    public static string Write(string path, params (string Name, byte[] Content)[] entries)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, content) in entries)
        {
            using var stream = zip.CreateEntry(name).Open();
            stream.Write(content);
        }

        return path;
    }

    /// <summary>Changes 16 bits of the line of the table of contents that stands for the first entry.</summary>
    /// <param name="path">The zip.</param>
    /// <param name="offset">8 flags, 10 method, 16 check sum, 20 packed size, 24 unpacked size.</param>
    /// <param name="value">The new value.</param>
    public static void Patch(string path, int offset, ushort value)
    {
        byte[] bytes = File.ReadAllBytes(path);
        int line = bytes.AsSpan().IndexOf("PK\x01\x02"u8);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(line + offset), value);
        File.WriteAllBytes(path, bytes);
    }
}
