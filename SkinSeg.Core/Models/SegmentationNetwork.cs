using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>A network of this kit: preprocessed image N×3×H×W → logits N×OutputMaps×H×W. The paper's sigmoid belongs to the loss and to the predictor.</summary>
/// <remarks>It computes in the precision and memory order of its batch; logits of a 16-bit batch are 32 bits wide again, for the sums of the losses.</remarks>
public abstract class SegmentationNetwork : Module<Tensor, Tensor>
{
    private readonly List<IDisposable> owned = [];

    private protected SegmentationNetwork(string name)
        : base(name)
    {
    }

    /// <summary>What the network was built from; null when it was put together by hand.</summary>
    internal NetworkConfig? Config { get; set; }

    /// <summary>Logits of at least 32 bits, for the sums of the losses.</summary>
    private protected static Tensor Widened(Tensor logits) => logits.element_size() < sizeof(float) ? logits.to_type(float32) : logits;

    /// <summary>Releases something together with the network.</summary>
    internal void Own(IDisposable part) => owned.Add(part);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var part in owned)
            {
                part.Dispose();
            }

            owned.Clear();
        }

        base.Dispose(disposing);
    }
}
