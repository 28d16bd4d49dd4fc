using static TorchSharp.torch;

namespace SkinSeg.Models;

/// <summary>A 3×3 convolution of a map whose pixels are repeated k×k times, computed from the small map.</summary>
/// <remarks>
/// Inside a repeated pixel most taps see the same number, so that taps add up before they multiply: the two steps are one transposed convolution
/// with a kernel of (k+2)×(k+2), stride k and padding 1. It does (k+2)²/9k² of the multiplications, 44 % for k = 2 and 17 % for k = 8, and never
/// writes the enlarged map. Zero padding agrees, too: what hangs over the border is zero in both.
/// </remarks>
internal static class EnlargedKernel
{
    /// <summary>Cout×Cin×3×3 → Cin×Cout×(k+2)×(k+2).</summary>
    /// <param name="kernel">The convolution's kernel.</param>
    /// <param name="factor">k.</param>
    public static Tensor Of(Tensor kernel, int factor)
    {
        using var scope = NewDisposeScope();
        var spread = Spread(factor).to(kernel.device).to_type(kernel.dtype);                       // (k+2)×3
        var rows = matmul(spread, kernel);                                                        // Cout×Cin×(k+2)×3
        return matmul(rows, spread.t()).transpose(0, 1).contiguous().MoveToOuterDisposeScope();  // Cin×Cout×(k+2)×(k+2)
    }

    // Row j is an output pixel's place relative to a repeated pixel that begins at row 1: which of the three taps fall into it.
    private static Tensor Spread(int factor)
    {
        var taps = new float[factor + 2, 3];
        for (int j = 0; j < factor + 2; j++)
        {
            for (int tap = 0; tap < 3; tap++)
            {
                int within = j + tap - 2;
                taps[j, tap] = within >= 0 && within < factor ? 1 : 0;
            }
        }

        return tensor(taps);
    }
}
