using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Tensors;

public sealed class BatchFormatTests
{
    [Fact]
    [NoTensorLeak]
    public void A_batch_is_laid_out_as_asked_and_holds_the_same_numbers()
    {
        using var scope = NewDisposeScope();
        var batch = arange(2 * 3 * 4 * 5, float32).view(2, 3, 4, 5);

        var mixed = BatchFormat.Of(Acceleration.MixedPrecision, CPU).Arrange(batch);
        var plain = BatchFormat.Plain.Arrange(mixed);

        Assert.Equal(ScalarType.BFloat16, mixed.dtype);
        Assert.Equal([60, 1, 15, 3], mixed.stride());
        Assert.True(plain.is_contiguous());
        Assert.True(plain.equal(batch).all().item<bool>()); // numbers up to 119 fit the 8 bits of bfloat16
    }

    [Fact]
    public void Off_is_plain_and_automatic_is_mixed_where_the_processor_multiplies_16_bits()
    {
        Assert.Equal(BatchFormat.Plain, BatchFormat.Of(Acceleration.Off, CPU));
        Assert.Equal(
            ProcessorFeatures.Current.FastBfloat16 ? ScalarType.BFloat16 : ScalarType.Float32, BatchFormat.Of(Acceleration.Automatic, CPU).Precision);
        Assert.Equal("bfloat16, channels last", BatchFormat.Of(Acceleration.MixedPrecision, CPU).ToString());
    }

    [Fact]
    [NoTensorLeak]
    public void A_batch_that_is_laid_out_already_is_another_handle_of_the_same_numbers()
    {
        using var scope = NewDisposeScope();
        var batch = zeros(1, 3, 4, 5);
        var same = BatchFormat.Plain.Arrange(batch);

        batch[0, 0, 0, 0] = 1f;

        Assert.Equal(1f, same[0, 0, 0, 0].item<float>());
        Assert.NotSame(batch, same);
    }
}
