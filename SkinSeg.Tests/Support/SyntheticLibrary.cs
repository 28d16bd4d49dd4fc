using System.Buffers.Binary;
using System.Text;

namespace SkinSeg.Tests.Support;

/// <summary>A shared library of a few hundred bytes with just the tables that symbol versions need: one library, two versions, two symbols.</summary>
/// <remarks>Written down from the ABI by hand, so that the reader of the kit is checked against something that is not its own.</remarks>
internal sealed record SyntheticLibrary
{
    public const string Version = "GLIBCXX_3.4.32";
    public const string Symbol = "_ZSt21ios_base_library_initv";

    /// <summary>Name of the symbol that carries the version.</summary>
    public string Carrier { get; init; } = Symbol;

    /// <summary>Number of the symbol that the only relocation uses: 1 has an ordinary version, 2 the one in question.</summary>
    public uint RelocatedSymbol { get; init; } = 1;

    /// <summary>Where the two bytes of the flags of the entry in question lie.</summary>
    public static int FlagsOffset => 64 + 16 + 16 + 4; // behind the header, the library's entry and the first version's

    public byte[] Build()
    {
        byte[] names = Encoding.ASCII.GetBytes($"\0libstdc++.so.6\0GLIBCXX_3.4\0{Version}\0memcpy\0{Carrier}\0");
        uint At(string text) => (uint)Encoding.ASCII.GetString(names).IndexOf("\0" + text + "\0", StringComparison.Ordinal) + 1;

        var needs = Bytes(1 | (2 << 16), At("libstdc++.so.6"), 16, 0, 0x11111111, 2 << 16, At("GLIBCXX_3.4"), 16, 0x22222222, 3 << 16, At(Version), 0);
        var symbols = Bytes(0, 0, 0, 0, 0, 0, At("memcpy"), 0x12, 0, 0, 0, 0, At(Carrier), 0x12, 0, 0, 0, 0);
        byte[] versions = [0, 0, 2, 0, 3, 0];
        var relocations = Bytes(0x1000, 0, 6, RelocatedSymbol, 0, 0);
        (uint Type, byte[] Content, uint Link)[] sections =
            [(0, [], 0), (0x6FFFFFFE, needs, 5), (11, symbols, 5), (0x6FFFFFFF, versions, 2), (4, relocations, 2), (3, names, 0)];
        return Assemble(sections);
    }

    private static byte[] Assemble((uint Type, byte[] Content, uint Link)[] sections)
    {
        var content = new List<byte>();
        var headers = new List<byte>();
        foreach (var (type, bytes, link) in sections)
        {
            headers.AddRange(Bytes(0, type, 0, 0, 0, 0, (uint)(64 + content.Count), 0, (uint)bytes.Length, 0, link, 0, 0, 0, 0, 0));
            content.AddRange(bytes);
        }

        var header = new byte[64];
        new byte[] { 0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1 }.CopyTo(header, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(16), 3 | (62 << 16)); // shared library, x86-64
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(40), 64 + content.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(58), 64);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(60), (ushort)sections.Length);
        return [.. header, .. content, .. headers];
    }

    private static byte[] Bytes(params uint[] words) => [.. words.SelectMany(BitConverter.GetBytes)];
}
