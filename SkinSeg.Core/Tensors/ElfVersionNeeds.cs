using System.Buffers.Binary;

namespace SkinSeg.Tensors;

/// <summary>The versions of other libraries' symbols that a shared library asks for, and how to make one of them optional.</summary>
/// <remarks>
/// libLibTorchSharp.so 0.107.0 was linked by GCC 13, which puts into every program that includes &lt;iostream&gt; a mention of the symbol
/// <c>_ZSt21ios_base_library_initv</c>, version GLIBCXX_3.4.32. Nothing calls it, but the loader of Debian 12, Ubuntu 22.04 and RHEL 9 (GCC 11 and 12)
/// refuses the library for the version alone. With the flag VER_FLG_WEAK of that one entry set, the loader does not insist
/// (Linux Standard Base Core 5.0, §10.7.3 and §10.7.5 on symbol versions).
/// </remarks>
internal static class ElfVersionNeeds
{
    private const uint DynamicSymbols = 11; // SHT_DYNSYM
    private const uint Relocations = 4; // SHT_RELA
    private const uint VersionNeeds = 0x6FFFFFFE; // SHT_GNU_verneed
    private const uint SymbolVersions = 0x6FFFFFFF; // SHT_GNU_versym
    private const ushort Weak = 0x2; // VER_FLG_WEAK
    private const int EntrySize = 16; // of both structures
    private const int SymbolSize = 24;
    private const int RelocationSize = 24;

    /// <summary>A copy of a library in which one needed version is optional; equal to the original if it already was.</summary>
    /// <param name="library">The whole file; not changed.</param>
    /// <param name="path">Where the bytes are from, for messages.</param>
    /// <param name="version">The version to make optional, for example GLIBCXX_3.4.32.</param>
    /// <param name="unusedSymbol">The only symbol that may carry this version.</param>
    /// <exception cref="InvalidDataException">
    /// The library does not ask for that version, another symbol carries it, a relocation uses it (then the library needs the version in earnest), or the
    /// file is damaged.
    /// </exception>
    public static byte[] WithOptional(byte[] library, string path, string version, string unusedSymbol)
    {
        var file = new ElfFile(library, path);
        int entry = FindEntry(file, version);
        int index = file.UInt16(entry + 6) & 0x7FFF; // vna_other; the highest bit hides a symbol
        RefuseIfUsed(file, index, version, unusedSymbol);

        byte[] copy = [.. library];
        BinaryPrimitives.WriteUInt16LittleEndian(copy.AsSpan(entry + 4), (ushort)(file.UInt16(entry + 4) | Weak)); // vna_flags
        return copy;
    }

    /// <summary>All versions that a library asks for, as "library version".</summary>
    public static IReadOnlyList<string> List(ElfFile file)
    {
        var needs = file.Only(VersionNeeds, ".gnu.version_r");
        var names = file.Linked(needs);
        return [.. from entry in Entries(file, needs) select $"{file.Text(names, entry.Library)} {file.Text(names, file.UInt32(entry.Offset + 8))}"];
    }

    private static int FindEntry(ElfFile file, string version)
    {
        var needs = file.Only(VersionNeeds, ".gnu.version_r");
        var names = file.Linked(needs);
        int[] found = [.. from entry in Entries(file, needs) where file.Text(names, file.UInt32(entry.Offset + 8)) == version select entry.Offset];
        return found.Length == 1 ? found[0] : throw file.Invalid($"it asks for {version} {found.Length} times instead of once");
    }

    // Two linked lists: libraries (Elf64_Verneed), and in each its versions (Elf64_Vernaux). Every step goes forward, so the walk ends.
    private static IEnumerable<(uint Library, int Offset)> Entries(ElfFile file, ElfSection needs)
    {
        int end = needs.Offset + needs.Size;
        for (int library = needs.Offset, step = 1; step != 0; library += step)
        {
            int count = file.UInt16(library + 2); // vn_cnt
            uint distance = file.UInt32(library + 8); // vn_aux
            for (int i = 0, entry = library; i < count; i++)
            {
                entry = Forward(file, entry, distance, end);
                yield return (file.UInt32(library + 4), entry); // vn_file
                distance = file.UInt32(entry + 12); // vna_next
            }

            uint next = file.UInt32(library + 12); // vn_next; 0 ends the list
            step = next == 0 ? 0 : Forward(file, library, next, end) - library;
        }
    }

    private static int Forward(ElfFile file, int from, uint distance, int end) =>
        distance >= EntrySize && from + (long)distance + EntrySize <= end
            ? from + (int)distance
            : throw file.Invalid("an entry of .gnu.version_r lies outside its section");

    private static void RefuseIfUsed(ElfFile file, int index, string version, string unusedSymbol)
    {
        var symbols = file.Only(DynamicSymbols, ".dynsym");
        var versions = file.Only(SymbolVersions, ".gnu.version");
        var names = file.Linked(symbols);
        var affected = new HashSet<uint>();
        for (int i = 0; i < versions.Size / 2; i++)
        {
            if ((file.UInt16(versions.Offset + (2 * i)) & 0x7FFF) == index)
            {
                affected.Add((uint)i);
                string name = i < symbols.Size / SymbolSize ? file.Text(names, file.UInt32(symbols.Offset + (i * SymbolSize))) : "without a name";
                if (name != unusedSymbol)
                {
                    throw file.Invalid($"its symbol {name} needs {version}, where only {unusedSymbol} was expected");
                }
            }
        }

        foreach (var section in file.Sections.Where(section => section.Type == Relocations))
        {
            for (int i = 0; i < section.Size / RelocationSize; i++)
            {
                if (affected.Contains(file.UInt32(section.Offset + (i * RelocationSize) + 12))) // upper half of r_info: the symbol
                {
                    throw file.Invalid($"it calls {unusedSymbol}, so that it needs {version} in earnest");
                }
            }
        }
    }
}
