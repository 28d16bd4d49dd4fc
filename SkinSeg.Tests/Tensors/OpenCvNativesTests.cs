using SkinSeg.Tensors;
using Xunit;

namespace SkinSeg.Tests.Tensors;

public sealed class OpenCvNativesTests
{
    private const uint DynamicSymbols = 11;
    private const uint Relocations = 4;
    private const uint Dynamic = 6;
    private const uint SymbolVersions = 0x6FFFFFFF;

    // The C and C++ run-time libraries, which .NET itself needs.
    private static readonly string[] Basic =
        ["ld-linux-x86-64.so.2", "libc.so.6", "libdl.so.2", "libgcc_s.so.1", "libm.so.6", "libpthread.so.0", "librt.so.1", "libstdc++.so.6"];

    [Fact]
    public void Only_window_libraries_can_be_absent()
    {
        var file = Read();
        var table = file.Only(Dynamic, ".dynamic");
        var needed =
            from entry in Enumerable.Range(0, table.Size / 16)
            where file.UInt64(table.Offset + (16 * entry)) == 1 // DT_NEEDED
            select file.Text(file.Linked(table), file.UInt32(table.Offset + (16 * entry) + 8));

        Assert.Equal(OpenCvNatives.WindowLibraries.Order(StringComparer.Ordinal), needed.Except(Basic).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_the_absent_libraries_would_define_is_only_ever_called()
    {
        // A called function is looked up when it is called; an address in data would be looked up when the library is loaded.
        var file = Read();

        Assert.Contains("gtk_main_iteration", Open(file, called: true));
        Assert.Empty(Open(file, called: false));
    }

    // Names that another library defines, without a version (those of C and C++ have one), as used by calls or by addresses in data.
    private static IEnumerable<string> Open(ElfFile file, bool called)
    {
        var symbols = file.Only(DynamicSymbols, ".dynsym");
        var versions = file.Only(SymbolVersions, ".gnu.version");
        var used =
            from section in file.Sections
            where section.Type == Relocations
            from at in Enumerable.Range(0, section.Size / 24).Select(i => section.Offset + (24 * i))
            where (file.UInt32(at + 8) == 7) == called // R_X86_64_JUMP_SLOT
            select (int)file.UInt32(at + 12);
        return
            from symbol in used.Distinct()
            let entry = symbols.Offset + (24 * symbol)
            where symbol > 0 && file.UInt16(entry + 6) == 0 && (file.UInt16(entry + 4) & 0xFF) >> 4 == 1 // undefined, and not weak
                && file.UInt16(versions.Offset + (2 * symbol)) <= 1
            select file.Text(file.Linked(symbols), file.UInt32(entry));
    }

    private static ElfFile Read()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The library of another platform is no ELF file.");
        string path = OpenCvNatives.Folders.Find(OpenCvNatives.Binding)!;
        return new(File.ReadAllBytes(path), path);
    }
}
