using SkinSeg.Primitives;

namespace SkinSeg.Models;

/// <summary>One call of one layer of a network.</summary>
/// <param name="Key">The layer's key in the state dictionary, without the last part.</param>
/// <param name="Kind">What it is, for example <c>convolution 3×3</c>.</param>
/// <param name="OutputShape">Shape of its output for one image of the summary's size, N×C×H×W.</param>
/// <param name="Parameters">Numbers that training changes; 0 in later calls of the same layer, so that sums count each once.</param>
/// <param name="Buffers">Running means and variances; 0 in later calls.</param>
public sealed record LayerSummary(string Key, string Kind, ValueList<long> OutputShape, long Parameters, long Buffers)
{
    /// <summary>1 where the layer computes for the first time, 2 for the second.</summary>
    public int Call { get; init; } = 1;

    /// <summary>Multiplications with a sum, as published counts have them: of convolutions and of linear layers alone.</summary>
    /// <remarks>
    /// Elements of the output × kernel × incoming channels / groups; taps on padding count. Biases are not counted, nor are batch norms,
    /// which inference folds into their convolution, nor activations, sums and upsampling.
    /// </remarks>
    public long MultiplyAdds { get; init; }

    /// <summary>Bytes of its output as 32-bit floats, for one image.</summary>
    public long ActivationBytes => sizeof(float) * OutputShape.Aggregate(1L, static (product, side) => product * side);
}
