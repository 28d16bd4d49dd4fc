using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using TorchSharp;
using Xunit;
using Xunit.Sdk;

namespace SkinSeg.Tests.Tensors;

public sealed class NoTensorLeakTests
{
    [Fact]
    public void A_tensor_that_is_left_fails_the_test()
    {
        NativeLibraries.EnsureTorch();
        var attribute = new NoTensorLeakAttribute();
        attribute.Before(null!, null!);
        using (var left = torch.ones(2))
        {
            var error = Assert.ThrowsAny<XunitException>(() => attribute.After(null!, null!));
            Assert.Contains("1 tensors were not disposed.", error.Message);
        }

        attribute.After(null!, null!);
    }
}
