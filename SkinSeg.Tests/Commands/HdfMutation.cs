using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using SkinSeg.Notebooks;
using SkinSeg.Tests.Support;
using SkinSeg.Tests.Weights;
using SkinSeg.Weights;
using Xunit;

namespace SkinSeg.Tests.Commands;

/// <summary>Damages files of Keras and lets processes of their own convert them.</summary>
internal static class HdfMutation
{
    private const int Batch = 100;

    // A whole file of this size takes some milliseconds; a loaded machine may start a process slowly.
    private static readonly ConversionLimits Limits = new() { Seconds = 10, Mebibytes = 256 };

    private static readonly ulong[] Lengths = [0, 1, 0x7F, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 1UL << 40, long.MaxValue, ulong.MaxValue];

    /// <summary>Asserts that each of so many damaged files ends as a whole converted file or as one sentence.</summary>
    public static void Check(TemporaryFolder folder, int count, int seed)
    {
        byte[][] wholes = [.. Wholes(folder)];
        var random = new Random(seed);
        var clock = Stopwatch.StartNew();
        var problems = new List<string>();
        for (int done = 0; done < count; done += Batch)
        {
            string[] files = [.. Enumerable.Range(done, Math.Min(Batch, count - done)).Select(i => folder[string.Create(CultureInfo.InvariantCulture, $"{i}.h5")])];
            foreach (string file in files)
            {
                File.WriteAllBytes(file, Damaged(wholes[random.Next(wholes.Length)], random));
            }

            problems.AddRange(IsolatedConversion.ConvertAll(files, file => $"{file}.safetensors", Limits).Select(Judge));
            Array.ForEach(files, File.Delete);
        }

        Assert.Equal(count, problems.Count);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        Assert.InRange(problems.Count(problem => problem.Length == 0), count / 20, count - (count / 20)); // both happen
        string[] kinds = [.. new[] { "within 10 s", "within 256 MiB", "it ended the process", "more memory than may be used" }
            .Select(kind => $"{kind}: {problems.Count(problem => problem.Contains(kind, StringComparison.Ordinal))}")];
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{count} files, {problems.Count(problem => problem.Length == 0)} converted, {string.Join(", ", kinds)}, {clock.Elapsed.TotalSeconds:F0} s");
    }

    // Two of the reference library, in the format's first version; one of PureHDF's writer, in its newest.
    private static IEnumerable<byte[]> Wholes(TemporaryFolder folder)
    {
        string drawn = folder["drawn.h5"];
        HdfFile.Write(drawn, Enumerable.Range(0, 20).Select(i => ($"conv{i}/conv", HdfFile.Layer(("kernel:0", new float[16], [2, 2, 2, 2]), ("bias:0", new float[2], [2])))));
        byte[] bytes = File.ReadAllBytes(drawn);
        File.Delete(drawn);
        return new[] { "tiny-densenet-keras.h5", "tiny-densenet-keras-model.h5" }.Select(name => File.ReadAllBytes(SharedFiles.PathOf("fixtures", "weights", name))).Append(bytes);
    }

    // The sentence, or nothing for a file that was converted; that is whole and can be read.
    private static string Judge(ConversionOutcome outcome)
    {
        if (outcome.Problem.Length > 0)
        {
            Assert.StartsWith(outcome.Path, outcome.Problem, StringComparison.Ordinal);
            Assert.EndsWith(".", outcome.Problem, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', outcome.Problem);
            return outcome.Problem;
        }

        using (var layers = KerasLayers.Open(outcome.Output))
        {
            Assert.All(layers.Layers.SelectMany(layer => layer.Arrays), array => Assert.Equal(array.Bytes, layers.Read(array).LongLength));
        }

        File.Delete(outcome.Output);
        return string.Empty;
    }

    // One to eight places changed: a bit, a byte, or eight bytes that become a length or an address; at times cut off.
    private static byte[] Damaged(byte[] whole, Random random)
    {
        byte[] bytes = [.. whole];
        for (int changes = random.Next(1, 9); changes > 0; changes--)
        {
            int place = Place(bytes, random);
            switch (random.Next(4))
            {
                case 0:
                    bytes[place] = (byte)random.Next(256);
                    break;
                case 1:
                    ulong number = random.Next(2) == 0 ? Lengths[random.Next(Lengths.Length)] : (ulong)random.Next(bytes.Length);
                    BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(Math.Min(place & ~7, bytes.Length - 8)), number);
                    break;
                default:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
            }
        }

        return random.Next(16) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    // Half of the places lie near a signature of the format, where its structure is; the numbers are the smaller part of these files.
    private static int Place(byte[] bytes, Random random)
    {
        if (random.Next(2) == 0)
        {
            return random.Next(bytes.Length);
        }

        ReadOnlySpan<byte> signature = random.Next(6) switch { 0 => "TREE"u8, 1 => "SNOD"u8, 2 => "HEAP"u8, 3 => "GCOL"u8, 4 => "OHDR"u8, _ => "HDF\r"u8 };
        int start = random.Next(bytes.Length);
        int at = bytes.AsSpan(start).IndexOf(signature);
        return Math.Min(Math.Max(at < 0 ? 0 : start + at, 0) + random.Next(96), bytes.Length - 1);
    }
}
