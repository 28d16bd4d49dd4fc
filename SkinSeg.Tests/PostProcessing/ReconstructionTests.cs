using FsCheck.Xunit;
using SkinSeg.Imaging;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.PostProcessing;

public sealed class ReconstructionTests
{
    [Fact]
    public void Every_case_of_scikit_image_comes_out_exactly()
    {
        var cases = SharedFiles.Json("fixtures", "reconstruction", "cases.json").EnumerateArray().ToArray();
        Assert.Equal(16, cases.Length);
        foreach (var entry in cases)
        {
            var (marker, mask, expected) = (Read(entry.GetProperty("case").GetInt32(), "marker"), Read(entry.GetProperty("case").GetInt32(), "mask"), Read(entry.GetProperty("case").GetInt32(), "expected"));
            Assert.Equal(expected.Values, Reconstruction.OfMap(marker, mask).Values);
            if (entry.GetProperty("binary").GetBoolean())
            {
                Assert.Equal(expected.Above(0.5), Reconstruction.OfMask(marker.Above(0.5), mask.Above(0.5)));
            }
        }

        static ProbabilityMap Read(int index, string part) =>
            ImageFiles.ReadProbabilityMap(SharedFiles.PathOf("fixtures", "reconstruction", $"{index:D2}-{part}.png"));
    }

    [Fact]
    public void A_touched_object_is_kept_whole_and_the_others_go()
    {
        var mask = Drawn.Mask("##..#", ".#..#", "..#..", "....#");

        Assert.Equal(Drawn.Mask("##...", ".#...", "..#..", "....."), Reconstruction.OfMask(Drawn.Mask(".....", ".....", "..#..", "....."), mask));
        Assert.Equal(mask, Reconstruction.OfMask(mask, mask));
        Assert.True(Reconstruction.OfMask(Mask.Empty(mask.Size), mask).IsEmpty);
    }

    [Fact]
    public void A_marker_outside_the_mask_is_cut_away() =>
        Assert.Equal(Drawn.Mask("##."), Reconstruction.OfMask(Drawn.Mask("#.#"), Drawn.Mask("##.")));

    [Fact]
    public void One_pixel_is_an_image_too()
    {
        Assert.Equal(Drawn.Mask("#"), Reconstruction.OfMask(Drawn.Mask("#"), Drawn.Mask("#")));
        Assert.Equal(Drawn.Map(1, 1, 0.25).Values, Reconstruction.OfMap(Drawn.Map(1, 1, 0.25), Drawn.Map(1, 1, 0.5)).Values);
    }

    [Property(MaxTest = 60)]
    public bool It_equals_dilation_until_nothing_changes(byte height, byte width, int seed)
    {
        var (marker, mask) = Pair(height, width, seed);
        return Reconstruction.OfMap(marker, mask).Values.AsSpan().SequenceEqual(Slow(marker, mask));
    }

    [Property(MaxTest = 60)]
    public bool It_is_idempotent_and_lies_between_marker_and_mask(byte height, byte width, int seed)
    {
        var (marker, mask) = Pair(height, width, seed);
        var once = Reconstruction.OfMap(marker, mask);
        bool between = once.Values.Zip(marker.Values, mask.Values).All(v => v.First >= Math.Min(v.Second, v.Third) && v.First <= v.Third);
        return between && Reconstruction.OfMap(once, mask).Values.AsSpan().SequenceEqual(once.Values);
    }

    [Property(MaxTest = 60)]
    public bool A_higher_marker_never_gives_less(byte height, byte width, int seed)
    {
        var (marker, mask) = Pair(height, width, seed);
        var higher = new ProbabilityMap(marker.Size, Array.ConvertAll(marker.Values, v => (ushort)Math.Min(v + 9000, ProbabilityMap.One)));
        return Reconstruction.OfMap(marker, mask).Values.Zip(Reconstruction.OfMap(higher, mask).Values).All(pair => pair.First <= pair.Second);
    }

    [Property(MaxTest = 60)]
    public bool Masks_and_maps_agree(byte height, byte width, int seed)
    {
        var (marker, mask) = Pair(height, width, seed);
        var binary = Reconstruction.OfMask(marker.Above(0.5), mask.Above(0.5));
        return Reconstruction.OfMap(Full(marker.Above(0.5)), Full(mask.Above(0.5))).Above(0.5).Equals(binary);

        static ProbabilityMap Full(Mask mask) => new(mask.Size, Array.ConvertAll(mask.Values, v => (ushort)(v * 257)));
    }

    [Fact]
    public void Two_sizes_are_refused_with_both_named()
    {
        string message = Assert.Throws<ArgumentException>(() => Reconstruction.OfMask(Mask.Empty(new(2, 3)), Mask.Empty(new(3, 2)))).Message;

        Assert.Equal("Expected a marker of the mask's size 3×2 (height×width), got 2×3. (Parameter 'marker')", message);
    }

    private static (ProbabilityMap Marker, ProbabilityMap Mask) Pair(byte height, byte width, int seed)
    {
        var size = new ImageSize((height % 12) + 1, (width % 12) + 1);
        var mask = Drawn.Map(size, levels: 12, seed);
        var seeds = Drawn.Noise(size, 0.1, seed);
        return (new(size, [.. mask.Values.Zip(seeds.Values, (value, seed) => seed != 0 ? value : (ushort)(value / 4))]), mask);
    }

    private static ushort[] Slow(ProbabilityMap marker, ProbabilityMap mask)
    {
        var (size, level) = (mask.Size, marker.Values.Zip(mask.Values, Math.Min).ToArray());
        for (bool changed = true; changed;)
        {
            ushort[] next = [.. Enumerable.Range(0, level.Length).Select(i => Math.Min(HighestAround(i), mask.Values[i]))];
            changed = !next.AsSpan().SequenceEqual(level);
            level = next;
        }

        return level;

        ushort HighestAround(int i) => (
            from row in Enumerable.Range((i / size.Width) - 1, 3)
            from column in Enumerable.Range((i % size.Width) - 1, 3)
            where row >= 0 && column >= 0 && row < size.Height && column < size.Width
            select level[(row * size.Width) + column]).Max();
    }
}
