using SkinSeg.Metrics;
using Xunit;

namespace SkinSeg.Tests.Metrics;

public sealed class HolmTests
{
    [Fact]
    public void The_example_of_pingouins_documentation_gives_its_numbers() =>
        AssertClose([0.64, 0.012, 0.64, 0.162, 0.0015], [.50, .003, .32, .054, .0003]); // pingouin 0.5, pingouin.multicomp, method 'holm'

    [Fact]
    public void The_example_of_stdlibs_documentation_gives_its_numbers() =>
        AssertClose([0.957, 0.804, 0.957, 0.957, 0.565], [0.319, 0.201, 0.4, 0.374, 0.113]); // stdlib.io, @stdlib/stats/padjust, as R's p.adjust

    [Fact]
    public void An_adjusted_value_is_the_worst_of_all_joint_hypotheses_that_hold_it()
    {
        // Closed testing (Marcus, Peritz and Gabriel 1976) with Bonferroni's test of each joint hypothesis, written out over all 2^m subsets.
        var random = new Random(3);
        for (int trial = 0; trial < 50; trial++)
        {
            double[] values = [.. Enumerable.Range(0, 1 + random.Next(7)).Select(_ => random.Next(1, 200) / 1000.0)];

            AssertClose(Closed(values), values);
        }
    }

    [Fact]
    public void None_and_one_are_left_alone_and_nonsense_is_refused()
    {
        Assert.Empty(Holm.Adjust([]));
        Assert.Equal([0.04], Holm.Adjust([0.04]));
        Assert.Equal([0, 1], Holm.Adjust([0, 1]));
        Assert.StartsWith("Expected p-values in [0, 1], got 1.5 at place 1.", Assert.Throws<ArgumentException>(() => Holm.Adjust([0.1, 1.5])).Message);
        Assert.Throws<ArgumentException>(() => Holm.Adjust([double.NaN]));
    }

    private static double[] Closed(double[] values)
    {
        var worst = new double[values.Length];
        for (int set = 1; set < 1 << values.Length; set++)
        {
            int[] members = [.. Enumerable.Range(0, values.Length).Where(i => (set >> i & 1) == 1)];
            double joint = Math.Min(1, members.Length * members.Min(i => values[i]));
            foreach (int i in members)
            {
                worst[i] = Math.Max(worst[i], joint);
            }
        }

        return worst;
    }

    private static void AssertClose(double[] expected, double[] values) =>
        Assert.All(Holm.Adjust(values), (adjusted, i) => Assert.Equal(expected[i], adjusted, 1e-12));
}
