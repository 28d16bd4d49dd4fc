using TorchSharp;

namespace SkinSeg.Tensors;

/// <summary>Numbers that stay alive while native code reads them.</summary>
/// <remarks>
/// TorchSharp turns a number into an object with a finalizer and hands over its address alone: a collection in the middle of the call frees it, and the
/// operation fails or computes with garbage. <c>x.add_(y)</c> is such a call, too: it multiplies by a hidden 1.
/// </remarks>
internal static class Scalars
{
    static Scalars() => NativeLibraries.EnsureLoaded();

    /// <summary>1, for sums of tensors: <c>x.add_(y, Scalars.One)</c>.</summary>
    public static Scalar One { get; } = 1;
}
