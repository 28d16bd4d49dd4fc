using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Tensors;

public sealed class ElfVersionNeedsTests
{
    private static byte[] Mend(byte[] library) =>
        ElfVersionNeeds.WithOptional(library, "libx.so", SyntheticLibrary.Version, SyntheticLibrary.Symbol);

    [Fact]
    public void One_flag_changes_and_nothing_else()
    {
        byte[] library = new SyntheticLibrary().Build();
        byte[] before = [.. library];
        byte[] expected = [.. library];
        expected[SyntheticLibrary.FlagsOffset] |= 2;

        Assert.Equal(expected, Mend(library));
        Assert.Equal(before, library);
    }

    [Fact]
    public void A_second_time_nothing_changes()
    {
        byte[] once = Mend(new SyntheticLibrary().Build());

        Assert.Equal(once, Mend(once));
    }

    [Fact]
    public void A_symbol_that_is_called_is_left_alone()
    {
        var error = Assert.Throws<InvalidDataException>(() => Mend(new SyntheticLibrary { RelocatedSymbol = 2 }.Build()));

        Assert.Contains($"libx.so cannot be used: it calls {SyntheticLibrary.Symbol}, so that it needs {SyntheticLibrary.Version} in earnest", error.Message);
    }

    [Fact]
    public void Another_symbol_of_that_version_is_left_alone()
    {
        var error = Assert.Throws<InvalidDataException>(() => Mend(new SyntheticLibrary { Carrier = "_ZNSt3newEv" }.Build()));

        Assert.Contains("its symbol _ZNSt3newEv needs GLIBCXX_3.4.32", error.Message);
    }

    [Fact]
    public void A_version_that_is_not_asked_for_is_an_error()
    {
        var error = Assert.Throws<InvalidDataException>(
            () => ElfVersionNeeds.WithOptional(new SyntheticLibrary().Build(), "libx.so", "GLIBCXX_9.9", SyntheticLibrary.Symbol));

        Assert.Contains("asks for GLIBCXX_9.9 0 times", error.Message);
    }

    [Fact]
    public void The_versions_can_be_listed() =>
        Assert.Equal(
            ["libstdc++.so.6 GLIBCXX_3.4", "libstdc++.so.6 GLIBCXX_3.4.32"],
            ElfVersionNeeds.List(new ElfFile(new SyntheticLibrary().Build(), "libx.so")));

    [Fact]
    public void A_library_cut_off_anywhere_gives_a_clear_error()
    {
        byte[] library = new SyntheticLibrary().Build();

        for (int length = 0; length < library.Length; length++)
        {
            var error = Assert.Throws<InvalidDataException>(() => Mend(library[..length]));
            Assert.StartsWith("libx.so cannot be used: ", error.Message);
        }
    }

    [Fact]
    public void A_file_whose_end_is_missing_is_told_from_a_whole_one()
    {
        using var folder = new TemporaryFolder();
        string path = folder["libx.so"];
        byte[] library = new SyntheticLibrary().Build();
        File.WriteAllBytes(path, library);
        ElfFile.RequireWhole(path);

        for (int length = 0; length < library.Length; length += 7)
        {
            File.WriteAllBytes(path, library[..length]);
            var error = Assert.Throws<InvalidDataException>(() => ElfFile.RequireWhole(path));
            Assert.StartsWith($"{path} cannot be used: ", error.Message);
        }
    }

    [Fact]
    public void Damaged_libraries_give_an_answer_or_a_clear_error()
    {
        byte[] library = new SyntheticLibrary().Build();
        var random = new Random(20180613);
        int refused = 0;
        for (int i = 0; i < 5_000; i++)
        {
            byte[] damaged = [.. library];
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                damaged[random.Next(damaged.Length)] = (byte)(random.Next(2) == 0 ? random.Next(256) : 0xFF);
            }

            refused += Record.Exception(() => Mend(damaged)) switch { null => 0, InvalidDataException => 1, var other => throw other };
        }

        Assert.InRange(refused, 1_000, 4_999); // most bytes matter, a few (names, values) do not
    }

    [Fact]
    public void TorchSharps_own_library_changes_in_one_flag_and_its_file_not_at_all()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The library of another platform is no ELF file.");
        string path = TorchNatives.Folders.Find(TorchNatives.Binding)!;
        byte[] library = File.ReadAllBytes(path);

        NativeLibraries.EnsureTorch();
        byte[] mended = Mend(library);

        int[] changed = [.. Enumerable.Range(0, library.Length).Where(i => library[i] != mended[i])];
        Assert.Single(changed);
        Assert.Equal((0, 2), (library[changed[0]], mended[changed[0]]));
        Assert.Equal(mended, Mend(mended));
        Assert.Equal(library, File.ReadAllBytes(path));
    }

    [Fact]
    public void Damage_to_the_real_library_gives_an_answer_or_a_clear_error()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The library of another platform is no ELF file.");
        byte[] library = File.ReadAllBytes(TorchNatives.Folders.Find(TorchNatives.Binding)!);
        var file = new ElfFile(library, "libx.so");
        int[] tables = [.. from part in file.Sections where part.Type is 0x6FFFFFFE or 0x6FFFFFFF from at in Enumerable.Range(part.Offset, part.Size) select at];
        var random = new Random(20180613);
        for (int i = 0; i < 200; i++)
        {
            int at = random.Next(4) == 0 ? random.Next(64) : tables[random.Next(tables.Length)]; // a quarter in the header
            byte before = library[at];
            library[at] = (byte)random.Next(256);
            Assert.True(Record.Exception(() => Mend(library)) is null or InvalidDataException);
            library[at] = before;
        }
    }
}
