using TorchSharp;
using static TorchSharp.torch;

namespace SkinSeg.Tensors;

/// <summary>Numbers that stay alive while native code reads them, and the arithmetic of tensors with them.</summary>
/// <remarks>
/// TorchSharp turns a number into an object with a finalizer and hands over its address alone: a collection in the middle of the call frees it, and the
/// operation fails or computes with garbage. <c>x + y</c>, <c>x.add_(y)</c> and <c>x.square()</c> are such calls, too: they hold a hidden 1 or 2. Where
/// nothing below fits: <c>using Scalar held = number;</c>.
/// </remarks>
internal static class Scalars
{
    private static readonly Scalar Two;

    static Scalars()
    {
        NativeLibraries.EnsureLoaded();
        (Zero, One, Two) = (0, 1, 2);
    }

    /// <summary>0, for comparisons: <c>x.gt(Scalars.Zero)</c>.</summary>
    public static Scalar Zero { get; }

    /// <summary>1, for sums of tensors: <c>x.add_(y, Scalars.One)</c>.</summary>
    public static Scalar One { get; }

    /// <summary>x + y.</summary>
    public static Tensor Plus(this Tensor x, Tensor y) => x.add(y, One);

    /// <summary>x + number.</summary>
    public static Tensor Plus(this Tensor x, double number)
    {
        using Scalar held = number;
        return x.add(held, One);
    }

    /// <summary>factor · x.</summary>
    public static Tensor Times(this Tensor x, double factor)
    {
        using Scalar held = factor;
        return x.mul(held);
    }

    /// <summary>x².</summary>
    public static Tensor Squared(this Tensor x) => x.pow(Two);
}
