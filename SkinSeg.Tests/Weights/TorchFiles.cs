using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace SkinSeg.Tests.Weights;

/// <summary>Writes <c>.pth</c> files around a pickle, in both containers.</summary>
internal static class TorchFiles
{
    /// <summary>The bytes of numbers.</summary>
    public static byte[] BytesOf<T>(params T[] numbers)
        where T : unmanaged => MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();

    /// <summary>A zip archive as PyTorch since 1.6 writes it; <paramref name="more"/> are further entries by their whole name.</summary>
    public static byte[] Zip(byte[] pickle, (string Key, byte[] Bytes)[] storages, CompressionLevel level = CompressionLevel.NoCompression, params (string Name, byte[] Bytes)[] more)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, bytes) in storages.Select(storage => ($"net/data/{storage.Key}", storage.Bytes)).Prepend(("net/data.pkl", pickle)).Concat(more))
            {
                using var entry = archive.CreateEntry(name, level).Open();
                entry.Write(bytes);
            }
        }

        return stream.ToArray();
    }

    /// <summary>Pickles and raw numbers as PyTorch before 1.6 writes them.</summary>
    public static byte[] Legacy(byte[] pickle, params (string Key, long Count, byte[] Bytes)[] storages)
    {
        using var stream = new MemoryStream();
        stream.Write([0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, (byte)'.']);
        stream.Write(new PickleBuilder().Number(1001).Stop());
        stream.Write(new PickleBuilder().Raw("}").Stop());
        stream.Write(pickle);
        var order = new PickleBuilder().Raw("](");
        foreach (var (key, _, _) in storages)
        {
            order.Text(key);
        }

        stream.Write(order.Raw("e").Stop());
        byte[] length = new byte[8];
        foreach (var (_, count, bytes) in storages)
        {
            BinaryPrimitives.WriteInt64LittleEndian(length, count);
            stream.Write(length);
            stream.Write(bytes);
        }

        return stream.ToArray();
    }
}
