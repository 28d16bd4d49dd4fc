using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Tensors;

public sealed class NativeFailureTests
{
    [Theory]
    [InlineData(
        "libgtk-3.so.0: cannot open shared object file: No such file or directory",
        "needs libgtk-3.so.0, which this system does not have; install it with: apt-get install libgtk-3-0")]
    [InlineData(
        "libz.so.1: Kann die Shared-Object-Datei nicht öffnen",
        "needs libz.so.1, which this system does not have; install it with: apt-get install zlib1g")]
    [InlineData(
        "libgomp-98b21ff3.so.1: cannot open shared object file: No such file or directory",
        "needs libgomp-98b21ff3.so.1, which is missing beside it; build again with: dotnet build -c Release")]
    [InlineData("/lib/libc.so.6: version `GLIBC_2.38' not found (required by /x/y.so)", "needs GLIBC_2.38, for which this system is too old (Debian 12,")]
    [InlineData("/x/y.so: file too short", "cannot be loaded (/x/y.so: file too short); if the file is damaged, build again after emptying the package cache with: dotnet nuget locals")]
    public void The_loaders_words_become_one_sentence_with_a_command(string words, string sentence)
    {
        using var folder = new TemporaryFolder();
        string path = folder["libx.so"];
        File.WriteAllText(path, string.Empty);

        Assert.StartsWith($"{path} {sentence}", NativeFailure.Of(path, $"Unable to load shared library or one of its dependencies.\n{words}\n").ToString());
    }

    [Fact]
    public void A_missing_file_asks_for_a_build() =>
        Assert.Equal(
            "libx.so is missing beside the program and in the package cache; build again with: dotnet build -c Release",
            NativeFailure.Of("libx.so", "whatever").ToString());

    [Fact]
    public void A_sentence_that_passed_through_a_static_constructor_stays_the_same()
    {
        var first = NativeFailure.Error("libx.so", new DllNotFoundException("whatever"));

        var wrapped = new TypeInitializationException("X", first);

        Assert.Same(first, NativeFailure.Error("liby.so", wrapped));
        Assert.Equal("dotnet build -c Release", NativeFailure.From(wrapped)?.Command);
        Assert.Null(NativeFailure.From(new DllNotFoundException("another's")));
    }
}
