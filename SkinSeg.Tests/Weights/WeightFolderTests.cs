using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using Xunit;

namespace SkinSeg.Tests.Weights;

public sealed class WeightFolderTests : IDisposable
{
    private static readonly byte[] HierarchicalData = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, 0, 1, 2, 3];

    private readonly TemporaryFolder folder = new();
    private readonly WeightSource source = FetchBench.SourceOf("https://host.invalid");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_that_is_not_there_is_absent_also_where_the_folder_is_not()
    {
        var report = WeightFolder.Verify(source, folder["nowhere"]);

        Assert.Equal((WeightFileStatus.Absent, false, false), (report.Status, report.IsUsable, report.IsTrusted));
        Assert.Equal($"test-weights: there is no {folder["nowhere", "weights ü.h5"]}.", report.ToString());
    }

    [Fact]
    public void The_published_file_is_verified_and_trusted()
    {
        Write(FetchBench.File);

        var report = WeightFolder.Verify(source, folder.Path);

        Assert.True(report is { Status: WeightFileStatus.Verified, IsUsable: true, IsTrusted: true });
        Assert.Equal($"test-weights: verified, {source.Hash}: {folder["weights ü.h5"]}", report.ToString());
    }

    [Fact]
    public void Another_file_differs_and_both_hashes_are_said()
    {
        Write("abc"u8.ToArray());

        var report = WeightFolder.Verify(source, folder.Path);

        Assert.True(report is { Status: WeightFileStatus.Differs, IsUsable: false, IsTrusted: false });
        Assert.Equal(
            $"test-weights: {folder["weights ü.h5"]} is not the published file: expected {source.Hash}, "
            + "found SHA-256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad. Move it away and fetch it again.",
            report.ToString());
    }

    [Fact]
    public void Md5_and_the_first_digits_of_sha256_verify_but_only_a_whole_hash_is_trusted()
    {
        Write("abc"u8.ToArray());

        var whole = WeightFolder.Verify(source with { Hash = FileHash.Md5("900150983cd24fb0d6963f7d28e17f72") }, folder.Path); // RFC 1321
        var begun = WeightFolder.Verify(source with { Hash = FileHash.Sha256("ba7816bf") }, folder.Path); // FIPS 180-2
        var other = WeightFolder.Verify(source with { Hash = FileHash.Sha256("ba7816bf9") }, folder.Path);

        Assert.True(whole is { Status: WeightFileStatus.Verified, IsTrusted: true });
        Assert.True(begun is { Status: WeightFileStatus.Verified, IsTrusted: false, Expected: "SHA-256 that begins with ba7816bf" });
        Assert.Equal(WeightFileStatus.Differs, other.Status);
    }

    [Fact]
    public void Without_a_published_hash_a_file_is_usable_but_not_trusted_and_its_own_hash_is_said()
    {
        Write(HierarchicalData);

        var report = WeightFolder.Verify(source with { Hash = null }, folder.Path);

        Assert.True(report is { Status: WeightFileStatus.Unverifiable, IsUsable: true, IsTrusted: false });
        Assert.StartsWith("test-weights: there, but no hash is published to compare; it has 12 bytes and SHA-256 ", report.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, true, false)]
    [InlineData(12, true, true)]
    [InlineData(13, false, false)]
    [InlineData(12, false, true)]
    public void A_published_size_is_compared_to_the_byte_or_to_its_digits(long bytes, bool exact, bool fits)
    {
        Write(HierarchicalData);

        var report = WeightFolder.Verify(source with { Hash = null, Size = new(bytes, exact) }, folder.Path);

        Assert.Equal(fits, report.IsUsable);
    }

    [Theory]
    [InlineData("a.h5", "an HDF5 file")]
    [InlineData("a.pth", "a file that PyTorch wrote")]
    [InlineData("a.safetensors", "a safetensors file")]
    public void A_page_under_the_name_of_a_file_without_hash_differs(string name, string expected)
    {
        File.WriteAllText(folder[name], "<html>not found</html>");

        var report = WeightFolder.Verify(source with { FileName = name, Hash = null }, folder.Path);

        Assert.Equal((WeightFileStatus.Differs, expected), (report.Status, report.Expected));
    }

    [Theory]
    [InlineData("../a.h5")]
    [InlineData("a/b.h5")]
    [InlineData("")]
    public void A_name_with_folders_is_refused(string name) =>
        Assert.Contains("Expected a file name without folders", Assert.Throws<ArgumentException>(() => WeightFolder.Locate(source with { FileName = name }, folder.Path)).Message, StringComparison.Ordinal);

    [Fact]
    public void Sizes_are_said_as_they_were_published()
    {
        Assert.Equal("223,774,246 bytes", PublishedSize.Exactly(223_774_246).ToString());
        Assert.Equal("about 57.4 MB", PublishedSize.About(57.4).ToString());
    }

    private void Write(byte[] bytes) => File.WriteAllBytes(folder["weights ü.h5"], bytes);
}
