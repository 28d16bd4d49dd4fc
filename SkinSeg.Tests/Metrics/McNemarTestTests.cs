using SkinSeg.Metrics;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Metrics;

public sealed class McNemarTestTests
{
    [Fact]
    public void Benturs_children_give_the_published_p_values()
    {
        // Fagerland, Lydersen and Laake 2013, BMC Medical Research Methodology 13:91, Table 1: 21 children, 1, 1, 7 and 12;
        // exact conditional p = 0.070, asymptotic with continuity correction p = 0.077.
        var test = new McNemarTest(1, 1, 7, 12);

        Assert.Equal(0.0703125, test.PValue, 1e-12);
        Assert.Equal(3.125, test.ChiSquare, 1e-12);
        Assert.Equal(0.077, test.ChiSquarePValue, 5e-4);
        Assert.Equal("McNemar 1 : 7, p = 0.070", test.ToString());
    }

    // SciPy 1.10.1: from scipy.stats import binomtest, chi2
    // for b, c in pairs: k = max(abs(b-c)-1, 0)**2/(b+c); print(binomtest(b, b+c, 0.5).pvalue, k, chi2.sf(k, 1))
    // 86 and 150 are the approval ratings of Agresti 1990, Categorical Data Analysis, p. 350.
    [Theory]
    [InlineData(0, 5, 0.0625, 3.2, 0.07363827012030258)]
    [InlineData(5, 0, 0.0625, 3.2, 0.07363827012030258)]
    [InlineData(10, 3, 0.09228515625, 2.769230769230769, 0.0960923294556734)]
    [InlineData(7, 7, 1.0, 0.0, 1.0)]
    [InlineData(86, 150, 3.715936139571387e-05, 16.81779661016949, 4.114562281345944e-05)]
    [InlineData(2, 31, 1.3085082173347473e-07, 23.757575757575758, 1.0926445169555436e-06)]
    [InlineData(0, 900, 2.3661043723335494e-271, 898.0011111111111, 2.6690437380752267e-197)]
    [InlineData(20, 400, 5.88668030041661e-93, 342.002380952381, 2.337713943876981e-76)]
    public void Exact_and_approximate_p_values_are_SciPys(int b, int c, double exact, double statistic, double approximate)
    {
        var test = new McNemarTest(3, b, c, 4);

        Assert.InRange(test.PValue / exact, 1 - 1e-11, 1 + 1e-11);
        Assert.Equal(statistic, test.ChiSquare, 1e-9);
        Assert.InRange(test.ChiSquarePValue / approximate, 1 - 1e-11, 1 + 1e-11);
    }

    [Fact]
    public void A_pass_is_a_Jaccard_index_of_065_or_more()
    {
        var first = Table(0.65, 0.9, 0.1, 0.7, 0.2);
        var second = Table(0.64, 0.9, 0.1, 0.3, 0.9);

        Assert.Equal(new(Both: 1, OnlyFirst: 2, OnlySecond: 1, Neither: 1), McNemarTest.Of(first, second));
    }

    [Fact]
    public void Two_that_never_differ_give_no_evidence()
    {
        var test = McNemarTest.Of(Table(0.9, 0.1), Table(0.8, 0.2));

        Assert.Equal((1.0, 0.0, 1.0), (test.PValue, test.ChiSquare, test.ChiSquarePValue));
        Assert.Equal(1, default(McNemarTest).PValue);
    }

    [Fact]
    public void Scores_of_other_images_are_refused() =>
        Assert.Contains("Score both on the same folds", Assert.Throws<ArgumentException>(() => McNemarTest.Of(Table(0.1, 0.2), Table(0.1))).Message, StringComparison.Ordinal);

    private static ScoreTable Table(params double[] jaccards) => TinyScores.Of(jaccards);
}
