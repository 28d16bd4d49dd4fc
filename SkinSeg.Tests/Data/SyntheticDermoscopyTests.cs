using OpenCvSharp;
using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Data;

public sealed class SyntheticDermoscopyTests
{
    private static readonly SyntheticConfig Small = new() { Size = new(96, 128), Attributes = AttributePrevalence.Raised };
    private static readonly Lazy<SyntheticSample[]> Samples = new(static () => [.. Enumerable.Range(0, 60).Select(static index => SyntheticDermoscopy.Draw(Small, index))]);

    [Fact]
    public void The_same_seed_and_index_give_the_same_pixels()
    {
        var again = SyntheticDermoscopy.Draw(Small with { }, 7);

        Assert.Equal(Samples.Value[7].Image.Values, again.Image.Values);
        Assert.Equal(Samples.Value[7].Lesion, again.Lesion);
        Assert.Equal(Samples.Value[7].Attributes, again.Attributes);
        Assert.Equal("ISIC_9000007", again.Id);
    }

    [Fact]
    public void Another_seed_or_index_gives_another_image()
    {
        Assert.NotEqual(Samples.Value[7].Image.Values, SyntheticDermoscopy.Draw(Small with { Seed = 1 }, 7).Image.Values);
        Assert.NotEqual(Samples.Value[7].Lesion, Samples.Value[8].Lesion);
    }

    [Fact]
    public void Every_lesion_is_one_region_without_holes()
    {
        foreach (var sample in Samples.Value)
        {
            using var lesion = Mats.View(sample.Lesion);
            using var framed = new Mat();
            using var background = new Mat();
            Cv2.CopyMakeBorder(lesion, framed, 1, 1, 1, 1, BorderTypes.Constant, Scalar.All(0));
            Cv2.BitwiseNot(framed, background);

            // Two labels each: what is counted, and the rest. Diagonal neighbours join a lesion, and so close a hole.
            using var labels = new Mat();
            Assert.Equal(2, Cv2.ConnectedComponents(framed, labels, PixelConnectivity.Connectivity8));
            Assert.Equal(2, Cv2.ConnectedComponents(background, labels, PixelConnectivity.Connectivity4));
        }
    }

    [Fact]
    public void Lesion_shares_spread_as_in_the_real_set()
    {
        double[] shares = [.. Samples.Value.Select(static sample => (double)sample.Lesion.Area / sample.Lesion.Size.Area).Order()];

        Assert.All(shares, static share => Assert.InRange(share, 0.005, 0.92));
        Assert.InRange(shares.Average(), 0.17, 0.25); // 0.214 in ISIC 2018, facts.md §4.4
        Assert.InRange(shares[30], 0.10, 0.18); // 0.138
    }

    [Fact]
    public void Lesions_differ_from_the_skin_around_them_as_a_rule()
    {
        int darker = Samples.Value.Count(static sample => MeanGreen(sample, inside: true) < MeanGreen(sample, inside: false) - 8);

        Assert.InRange(darker, 48, 60); // the rest is faint, or lies in a dark lens
    }

    [Fact]
    public void Attributes_are_as_frequent_as_asked_for()
    {
        int Count(Func<SyntheticAttributes, Mask> mask) => Samples.Value.Count(sample => !mask(sample.Attributes).IsEmpty);

        Assert.InRange(Count(static a => a.PigmentNetwork), 32, 38); // 0.587 of 60 is 35
        Assert.InRange(Count(static a => a.Globules), 11, 17); // 14
        Assert.InRange(Count(static a => a.MiliaLikeCyst), 13, 19); // 16
        Assert.InRange(Count(static a => a.NegativeNetwork), 12, 18); // 0.25 of 60 is 15
        Assert.InRange(Count(static a => a.Streaks), 12, 18);
    }

    [Fact]
    public void Attributes_that_are_not_asked_for_are_not_there()
    {
        var none = Small with { Attributes = new() { PigmentNetwork = 0, Globules = 0, MiliaLikeCyst = 0, NegativeNetwork = 0, Streaks = 0 } };

        var attributes = SyntheticDermoscopy.Draw(none, 3).Attributes;
        Assert.All(LesionAttributes.All, attribute => Assert.True(attributes.Of(attribute).IsEmpty));
    }

    [Fact]
    public void Attributes_lie_within_their_lesion_but_for_parts_of_blocks()
    {
        foreach (var sample in Samples.Value)
        {
            int reach = sample.Image.Size.Width / 12; // a block is a 36th of the width, and wavy
            using var lesion = Mats.View(sample.Lesion);
            using var wide = new Mat();
            using var disc = Cv2.GetStructuringElement(MorphShapes.Ellipse, new Size((2 * reach) + 1, (2 * reach) + 1));
            Cv2.Dilate(lesion, wide, disc);
            byte[] near = Mats.Copy<byte>(wide, 1);
            foreach (var attribute in LesionAttributes.All)
            {
                var mask = sample.Attributes.Of(attribute);
                Assert.True(Enumerable.Range(0, near.Length).All(i => mask.Values[i] == 0 || near[i] != 0), $"{sample.Id} {attribute}");
            }
        }
    }

    [Fact]
    public void Some_images_have_sides_3_to_2_and_about_as_many_pixels()
    {
        var sizes = Samples.Value.Select(static sample => sample.Image.Size).Distinct().ToArray();

        Assert.Equal(2, sizes.Length);
        Assert.Contains(new ImageSize(96, 128), sizes);
        Assert.Contains(new ImageSize(92, 138), sizes);
        Assert.InRange(Samples.Value.Count(static sample => sample.Image.Size.Width == 138), 29, 37); // 0.55 of 60 is 33
    }

    [Fact]
    public void Masks_have_the_size_of_their_image() => Assert.All(Samples.Value, static sample =>
    {
        Assert.Equal(sample.Image.Size, sample.Lesion.Size);
        Assert.All(LesionAttributes.All, attribute => Assert.Equal(sample.Image.Size, sample.Attributes.Of(attribute).Size));
    });

    [Fact]
    public void A_config_that_cannot_be_drawn_is_refused_with_what_to_do()
    {
        Assert.Contains("at least 64×64 pixels, got 32×48", Refusal(new() { Size = new(32, 48) }));
        Assert.Contains("got 0.1–1; narrow AreaRange", Refusal(new() { AreaRange = new(0.1, 1) }));
        Assert.Throws<ArgumentOutOfRangeException>(static () => SyntheticDermoscopy.Draw(new(), -1));
    }

    private static string Refusal(SyntheticConfig config) => Assert.Throws<ArgumentException>(() => SyntheticDermoscopy.Draw(config, 0)).Message;

    private static double MeanGreen(SyntheticSample sample, bool inside) =>
        Enumerable.Range(0, sample.Lesion.Size.Area).Where(i => sample.Lesion.Values[i] != 0 == inside).Average(i => (double)sample.Image.Values[(3 * i) + 1]);
}
