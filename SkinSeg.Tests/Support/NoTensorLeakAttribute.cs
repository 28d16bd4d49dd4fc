using System.Reflection;
using SkinSeg.Tensors;
using TorchSharp;
using Xunit;
using Xunit.v3;

namespace SkinSeg.Tests.Support;

/// <summary>Fails a test that leaves more live tensors on its thread than it found.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class NoTensorLeakAttribute : BeforeAfterTestAttribute
{
    private long before;

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        NativeLibraries.EnsureTorch(); // a test that runs alone may touch torch before the kit
        before = Live();
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        long left = Live() - before;
        Assert.True(left <= 0, $"{left} tensors were not disposed.");
    }

    private static long Live() => DisposeScopeManager.Statistics.ThreadTotalLiveCount;
}
