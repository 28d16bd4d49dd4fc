using System.Buffers.Binary;
using System.Text;

namespace SkinSeg.Tensors;

/// <summary>Makes a shared library that has a name and nothing in it.</summary>
/// <remarks>
/// A loader satisfies "needs libgtk-3.so.0" with any loaded library of that name. Functions are bound when they are first called, so a
/// library that needs another only for functions nobody calls runs with an empty one.
/// </remarks>
internal static class ElfStub
{
    private const int ProgramHeaders = 64;
    private const int Symbols = ProgramHeaders + (3 * 56);
    private const int Hash = Symbols + 24; // one symbol: the empty one that every table starts with
    private const int Dynamic = Hash + 24;
    private const int Names = Dynamic + (7 * 16);

    /// <summary>The bytes of an empty shared library.</summary>
    /// <param name="name">Its name to the loader, for example libgtk-3.so.0; ASCII.</param>
    /// <param name="machine">Processor code of ELF: 62 for x86-64, 183 for arm64.</param>
    public static byte[] Create(string name, ushort machine)
    {
        byte[] names = [0, .. Encoding.ASCII.GetBytes(name), 0];
        var image = new byte[Names + names.Length];
        names.CopyTo(image, Names);
        WriteHeader(image, machine);
        WriteSegment(image, ProgramHeaders, 1, 0, image.Length); // PT_LOAD: the whole file
        WriteSegment(image, ProgramHeaders + 56, 2, Dynamic, Names - Dynamic); // PT_DYNAMIC
        WriteSegment(image, ProgramHeaders + 112, 0x6474E551, 0, 0); // PT_GNU_STACK: without it, glibc asks for an executable stack
        Write32(image, Hash, 1, 1, 0, 0, 0, 0); // one bucket, one chain, both empty
        Write64(image, Dynamic, 14, 1, 4, Hash, 5, Names, 6, Symbols, 10, (ulong)names.Length, 11, 24, 0, 0); // SONAME HASH STRTAB SYMTAB STRSZ SYMENT NULL
        return image;
    }

    private static void WriteHeader(byte[] image, ushort machine)
    {
        byte[] start = [0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1]; // 64 bits, little end first, version 1
        start.CopyTo(image, 0);
        Write32(image, 16, 3u | ((uint)machine << 16), 1); // ET_DYN, processor; version
        Write64(image, 32, ProgramHeaders); // e_phoff
        Write32(image, 52, 64u | (56u << 16), 3); // sizes of this header and of a program header; three program headers
    }

    private static void WriteSegment(byte[] image, int at, uint type, ulong offset, int size)
    {
        Write32(image, at, type, 6); // readable and writable: older glibc writes addresses into the dynamic table
        Write64(image, at + 8, offset, offset, offset, (ulong)size, (ulong)size, type == 1 ? 0x10000u : 8u); // 64 KiB: largest page of arm64
    }

    private static void Write32(byte[] image, int at, params uint[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(image.AsSpan(at + (4 * i)), values[i]);
        }
    }

    private static void Write64(byte[] image, int at, params ulong[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(image.AsSpan(at + (8 * i)), values[i]);
        }
    }
}
