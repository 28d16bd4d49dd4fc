using System.Buffers.Binary;
using System.Text;
using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Weights;

public sealed class SafeTensorsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    [NoTensorLeak]
    public void Every_precision_survives_and_text_keeps_its_letters()
    {
        using var scope = NewDisposeScope();
        var tensors = new[] { float64, float32, float16, bfloat16, int64 }
            .Select((type, i) => KeyValuePair.Create($"t{i}", arange(1, 7).reshape(2, 3).to(type))).Append(KeyValuePair.Create("scalar", tensor(7.0))).ToList();
        SafeTensorsWriter.Write(folder["all.safetensors"], tensors, new Dictionary<string, string> { ["note"] = "größer \"als\" ½" });
        var copies = tensors.ToDictionary(entry => entry.Key, entry => zeros_like(entry.Value));

        using var table = SafeTensorsTable.Open(folder["all.safetensors"]);
        WeightCopy.Exactly(table, copies, coverage => coverage.ToString());

        Assert.Equal("größer \"als\" ½", table.Metadata["note"]);
        Assert.Equal(0, table.DataStart % 8);
        Assert.All(table.Entries, entry => Assert.Equal(0, table.BeginOf(entry) % SafeTensorsPrecision.BytesOf(entry.Precision)));
        Assert.All(tensors, entry => Assert.True(entry.Value.equal(copies[entry.Key]).all().item<bool>(), entry.Key));
    }

    [Fact]
    [NoTensorLeak]
    public void A_file_of_the_reference_library_is_read()
    {
        string path = SharedFiles.PathOf("fixtures", "weights", "tiny-densenet.safetensors");

        using var table = SafeTensorsTable.Open(path);

        Assert.Contains(table.Entries, entry => entry.Name == "features.conv0.weight");
    }

    [Theory]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "'a' [2] does not fit its 4 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", 6, "overlap others or leave a gap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "overlap others or leave a gap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 9, "5 bytes at its end belong to no tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", 8, "it is cut off: 'a' ends at byte 12 of 8")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}}""", 0, "does not fit its 0 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "a size or place that cannot be")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "a size or place that cannot be")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}}""", 4, "a size or place that cannot be")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}""", 4, "'a' holds U8, but only F64, I64, F32, F16, BF16 are read")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4, "lacks dtype, shape or data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"x":1}}""", 4, "unknown property 'x'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "'a' occurs twice")]
    [InlineData("""{"a":{"dtype":7,"shape":[1],"data_offsets":[0,4]}}""", 4, "not the JSON of that format")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "its metadata 'a' is no text")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}} x""", 4, "not the JSON of that format")]
    [InlineData("""[1]""", 0, "its header is no JSON object")]
    public void A_header_that_contradicts_itself_is_refused_with_what_is_wrong(string json, int dataLength, string words)
    {
        File.WriteAllBytes(folder["bad.safetensors"], Bytes(json, Encoding.UTF8.GetByteCount(json), dataLength));

        string message = Assert.Throws<InvalidDataException>(() => SafeTensorsTable.Open(folder["bad.safetensors"])).Message;

        Assert.Contains(words, message);
        Assert.Contains("bad.safetensors is not a whole safetensors file", message);
        Assert.EndsWith("Copy or save it again.", message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1L << 40)]
    [InlineData(long.MaxValue)]
    public void A_header_of_an_impossible_length_is_refused_before_memory_is_taken(long length)
    {
        File.WriteAllBytes(folder["bad.safetensors"], Bytes("{}", length, dataLength: 0));

        Assert.Contains("it claims a header of", Assert.Throws<InvalidDataException>(() => SafeTensorsTable.Open(folder["bad.safetensors"])).Message);
    }

    [Fact]
    [NoTensorLeak]
    public void Thousands_of_damaged_files_load_or_are_refused_but_never_crash()
    {
        using var scope = NewDisposeScope();
        using var layer = nn.Conv2d(2, 3, kernel_size: 3);
        SafeTensorsWriter.Write(folder["whole.safetensors"], layer.state_dict(), new Dictionary<string, string> { ["note"] = "½" });
        byte[] whole = File.ReadAllBytes(folder["whole.safetensors"]);
        var random = new Random(11);
        int refused = 0;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 4000; i++)
        {
            File.WriteAllBytes(folder["damaged.safetensors"], Damaged(whole, random));
            try
            {
                using var table = SafeTensorsTable.Open(folder["damaged.safetensors"]);
                WeightCopy.Exactly(table, layer.state_dict(), coverage => coverage.ToString());
            }
            catch (InvalidDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 3999);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - allocated) / 4000, 0, 1 << 20); // bytes per file
    }

    private static byte[] Bytes(string json, long headerLength, int dataLength)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, headerLength);
        return [.. length, .. Encoding.UTF8.GetBytes(json), .. new byte[dataLength]];
    }

    // One to four bits flipped, most in the header; at times cut off or grown, at times a number replaced by a huge one.
    private static byte[] Damaged(byte[] whole, Random random)
    {
        byte[] bytes = [.. whole];
        for (int flips = random.Next(1, 5); flips > 0; flips--)
        {
            bytes[random.Next(random.Next(3) == 0 ? bytes.Length : 300)] ^= (byte)(1 << random.Next(8));
        }

        return random.Next(8) switch
        {
            0 => bytes[..random.Next(bytes.Length)],
            1 => [.. bytes, .. new byte[random.Next(64)]],
            2 => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace("[3", "[9223372036854775807", StringComparison.Ordinal)),
            _ => bytes,
        };
    }
}
