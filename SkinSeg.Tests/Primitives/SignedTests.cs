using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Primitives;

public sealed class SignedTests
{
    [Theory]
    [InlineData(0.0123, 3, "+0.012")]
    [InlineData(-0.3, 3, "−0.300")]
    [InlineData(-0.0002, 3, "+0.000")]
    [InlineData(0, 4, "+0.0000")]
    [InlineData(-0.00005001, 4, "−0.0001")]
    public void A_difference_has_a_sign_and_what_rounds_to_nothing_is_no_loss(double difference, int digits, string text) =>
        Assert.Equal(text, Signed.Text(difference, digits));
}
