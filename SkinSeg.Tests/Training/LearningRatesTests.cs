using SkinSeg.Training;
using Xunit;

namespace SkinSeg.Tests.Training;

public sealed class LearningRatesTests
{
    [Fact]
    public void The_papers_rate_falls_to_5_2e_5_over_70_epochs_of_a_fold()
    {
        int steps = 70 * (2075 / 16 + 1); // 2075 training images in batches of 16 (facts.md §6.3 #1)

        Assert.Equal(1e-4, OptimizerConfig.Paper.Schedule(steps)(0));
        Assert.Equal(5.2e-5, OptimizerConfig.Paper.Schedule(steps)(steps - 1), 0.05e-5);
    }

    [Fact]
    public void One_cycle_rises_for_its_share_and_falls_to_nearly_nothing()
    {
        var rate = LearningRates.OneCycle(4e-3, totalSteps: 100, warmupShare: 0.3);

        Assert.Equal(4e-3 / 25, rate(0), 1e-12);
        Assert.Equal(4e-3, rate(29), 1e-12);
        Assert.Equal((4e-3 + (4e-3 / 25)) / 2, rate(29) - ((rate(29) - rate(0)) / 2), 1e-12);
        Assert.Equal(4e-3 / 25 / 1e4, rate(99), 1e-12);
        Assert.Equal(rate(99), rate(1000));
        Assert.All(Enumerable.Range(0, 29), step => Assert.True(rate(step) < rate(step + 1)));
        Assert.All(Enumerable.Range(29, 70), step => Assert.True(rate(step) > rate(step + 1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void One_cycle_of_a_few_steps_is_finite(int steps)
    {
        var rate = LearningRates.OneCycle(1, steps, warmupShare: 0.3);

        Assert.All(Enumerable.Range(0, steps + 2), step => Assert.InRange(rate(step), 0, 1));
    }

    [Fact]
    public void A_cycle_without_steps_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => OptimizerConfig.FromScratch.Schedule(0));
}
