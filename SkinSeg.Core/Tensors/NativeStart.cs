using System.Runtime.CompilerServices;

namespace SkinSeg.Tensors;

/// <summary>Runs before anything else of this assembly, so that a user's first line may as well be TorchSharp's or OpenCvSharp's.</summary>
internal static class NativeStart
{
    [ModuleInitializer]
    internal static void Install() => NativeResolver.Install(); // one event handler; no library is loaded
}
