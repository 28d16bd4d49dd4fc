using SkinSeg.Augmentation;
using SkinSeg.Data;
using SkinSeg.Notebooks.Bench;
using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Commands;

public sealed class AugmentationBenchTests
{
    [Fact]
    public void Both_ways_do_the_same_work_up_to_rounding_where_only_one_change_of_place_acts()
    {
        var sample = SyntheticDermoscopy.Draw(new() { Size = new ImageSize(64, 96) }, 0);
        var policy = AugmentationPolicy.None.With(AugmentationRoutine.Rotation).With(AugmentationRoutine.Illumination).With(AugmentationRoutine.IntensityScale);
        foreach (int epoch in Enumerable.Range(0, 8))
        {
            var draw = policy.Draw(1, epoch, sample.Id);

            var (image, mask) = AugmentationBench.OneByOne(draw, sample.Image, sample.Lesion);

            Assert.Equal(draw.Apply(sample.Image).Values, image.Values);
            Assert.Equal(draw.Apply(sample.Lesion), mask);
        }
    }
}
