using System.Runtime.InteropServices;
using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Tensors;

public sealed class ElfStubTests
{
    private static readonly ushort Machine = RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? (ushort)183 : (ushort)62;

    [Fact]
    public void An_empty_library_loads_and_holds_nothing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux loads ELF libraries.");
        using var folder = new TemporaryFolder();
        string path = folder["libskinseg-test-7.so.0"];
        File.WriteAllBytes(path, ElfStub.Create("libskinseg-test-7.so.0", Machine));

        nint handle = NativeLibrary.Load(path);

        Assert.False(NativeLibrary.TryGetExport(handle, "gtk_init", out _));
    }

    [Fact]
    public void Once_loaded_from_memory_it_is_found_by_its_name()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux loads ELF libraries.");
        Assert.False(NativeLibrary.TryLoad("libskinseg-test-8.so.0", out _));

        nint handle = MemoryLibrary.Load(ElfStub.Create("libskinseg-test-8.so.0", Machine), "libskinseg-test-8.so.0", Path.GetTempPath());

        Assert.True(NativeLibrary.TryLoad("libskinseg-test-8.so.0", out nint found));
        Assert.Equal(handle, found);
    }

    [Fact]
    public void Where_memory_is_forbidden_a_file_does_and_goes_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux loads ELF libraries.");
        using var folder = new TemporaryFolder();

        MemoryLibrary.FromFile(ElfStub.Create("libskinseg-test-6.so.0", Machine), "libskinseg-test-6.so.0", folder.Path);

        Assert.True(NativeLibrary.TryLoad("libskinseg-test-6.so.0", out _));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Bytes_that_are_no_library_are_refused_and_leave_no_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux loads ELF libraries.");
        using var folder = new TemporaryFolder();

        var error = Assert.Throws<DllNotFoundException>(() => MemoryLibrary.Load([1, 2, 3], "libskinseg-test-9.so.0", folder.Path));

        Assert.Contains("/proc/self/fd/", error.Message);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
        Assert.Empty(Directory.GetFiles(Path.GetTempPath(), "libskinseg-test-9*"));
    }
}
