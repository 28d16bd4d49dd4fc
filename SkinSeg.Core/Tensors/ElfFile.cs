using System.Buffers.Binary;
using System.Text;

namespace SkinSeg.Tensors;

/// <summary>One part of an ELF file, as its section table describes it.</summary>
/// <param name="Type">Kind of section (<c>sh_type</c>).</param>
/// <param name="Offset">First byte in the file.</param>
/// <param name="Size">Number of bytes.</param>
/// <param name="Link">Index of the section this one refers to: a table's names, a relocation's symbols.</param>
internal readonly record struct ElfSection(uint Type, int Offset, int Size, int Link);

/// <summary>A Linux shared library, read with every offset checked: whatever the bytes, the end is an answer or an <see cref="InvalidDataException"/>.</summary>
/// <remarks>Layout after the System V ABI (gABI 4.1, chapters 4 and 5); 64 bits, little end first, as on every processor that libtorch is built for.</remarks>
internal sealed class ElfFile
{
    private const int HeaderSize = 64;
    private const int SectionHeaderSize = 64;
    private const uint NoBits = 8; // sections of this type take no room in the file

    private readonly byte[] bytes;
    private readonly string path;

    /// <summary>Reads the header and the section table.</summary>
    /// <param name="bytes">The whole file; not changed, and not to be changed by the caller meanwhile.</param>
    /// <param name="path">Where the bytes are from, for messages.</param>
    /// <exception cref="InvalidDataException">The bytes are no 64-bit little-endian shared library, or a section lies outside them.</exception>
    public ElfFile(byte[] bytes, string path)
        : this(path, bytes)
    {
        Sections = ReadSections();
    }

    // The header alone.
    private ElfFile(string path, byte[] bytes)
    {
        this.bytes = bytes;
        this.path = path;
        if (bytes.Length < HeaderSize || !bytes.AsSpan().StartsWith("\u007FELF\u0002\u0001"u8) || UInt16(16) != 3)
        {
            throw Invalid("it is not a 64-bit little-endian ELF shared library");
        }
    }

    /// <summary>Looks whether a file on disk is a whole library, from its header alone: the loader would end the process where a part is missing.</summary>
    /// <exception cref="InvalidDataException">It is no 64-bit little-endian shared library, or its end is missing.</exception>
    public static void RequireWhole(string path)
    {
        using var stream = File.OpenRead(path);
        var header = new byte[HeaderSize];
        int read = stream.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false);
        var file = new ElfFile(path, header[..read]);
        ulong table = file.UInt64(40); // e_shoff: linkers write this table last
        if (table > (ulong)stream.Length || (ulong)(file.UInt16(60) * SectionHeaderSize) > (ulong)stream.Length - table)
        {
            throw file.Invalid($"its end is missing: it has {stream.Length} bytes, and a table at {table}");
        }
    }

    /// <summary>All sections, in the order of the table.</summary>
    public IReadOnlyList<ElfSection> Sections { get; } = [];

    /// <summary>The two bytes at <paramref name="offset"/>.</summary>
    public int UInt16(int offset) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(offset, 2));

    /// <summary>The four bytes at <paramref name="offset"/>.</summary>
    public uint UInt32(int offset) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(offset, 4));

    /// <summary>The eight bytes at <paramref name="offset"/>.</summary>
    public ulong UInt64(int offset) => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(offset, 8));

    /// <summary>The only section of a type.</summary>
    /// <exception cref="InvalidDataException">There is none, or more than one.</exception>
    public ElfSection Only(uint type, string name)
    {
        ElfSection[] found = [.. Sections.Where(section => section.Type == type)];
        return found.Length == 1 ? found[0] : throw Invalid($"it has {found.Length} sections {name} instead of one");
    }

    /// <summary>The section that another refers to.</summary>
    public ElfSection Linked(ElfSection section) =>
        section.Link < Sections.Count ? Sections[section.Link] : throw Invalid($"a section refers to section {section.Link} of {Sections.Count}");

    /// <summary>The text that starts <paramref name="index"/> bytes into a string table and ends with a zero.</summary>
    public string Text(ElfSection table, uint index)
    {
        int start = index < table.Size ? table.Offset + (int)index : throw Invalid($"a name starts at {index} in a table of {table.Size} bytes");
        int length = bytes.AsSpan(start, table.Offset + table.Size - start).IndexOf((byte)0);
        return length >= 0 ? Encoding.Latin1.GetString(bytes, start, length) : throw Invalid("a name has no end");
    }

    /// <summary>The error to throw: which file, and what is wrong with it.</summary>
    public InvalidDataException Invalid(string what) => new($"{path} cannot be used: {what}.");

    private ReadOnlySpan<byte> Bytes(int offset, int count) =>
        offset >= 0 && offset <= bytes.Length - count ? bytes.AsSpan(offset, count) : throw Invalid($"it ends at byte {bytes.Length}, before {offset} + {count}");

    private ElfSection[] ReadSections()
    {
        ulong table = UInt64(40); // e_shoff
        int entrySize = UInt16(58); // e_shentsize
        int count = UInt16(60); // e_shnum
        if (entrySize != SectionHeaderSize || table > (ulong)bytes.Length || (ulong)count * SectionHeaderSize > (ulong)bytes.Length - table)
        {
            throw Invalid($"its table of {count} sections does not lie inside the file");
        }

        var sections = new ElfSection[count];
        for (int i = 0; i < count; i++)
        {
            sections[i] = ReadSection((int)table + (i * SectionHeaderSize), i);
        }

        return sections;
    }

    private ElfSection ReadSection(int header, int number)
    {
        uint type = UInt32(header + 4); // sh_type
        ulong offset = UInt64(header + 24); // sh_offset
        ulong size = type is 0 or NoBits ? 0 : UInt64(header + 32); // sh_size
        uint link = UInt32(header + 40); // sh_link
        if (link > int.MaxValue || (size > 0 && (offset > (ulong)bytes.Length || size > (ulong)bytes.Length - offset)))
        {
            throw Invalid($"section {number} does not lie inside the file");
        }

        return new(type, size > 0 ? (int)offset : 0, (int)size, (int)link);
    }
}
