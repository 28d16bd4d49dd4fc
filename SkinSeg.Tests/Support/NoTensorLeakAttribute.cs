using System.Reflection;
using TorchSharp;
using Xunit;
using Xunit.v3;

namespace SkinSeg.Tests.Support;

/// <summary>Fails a test that leaves more live tensors on its thread than it found.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NoTensorLeakAttribute : BeforeAfterTestAttribute
{
    private long before;

    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => before = Live();

    public override void After(MethodInfo methodUnderTest, IXunitTest test) =>
        Assert.True(Live() <= before, $"{Live() - before} tensors were not disposed.");

    private static long Live() => DisposeScopeManager.Statistics.ThreadTotalLiveCount;
}
