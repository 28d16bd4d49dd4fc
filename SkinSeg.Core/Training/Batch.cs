using SkinSeg.Primitives;
using SkinSeg.Tensors;
using static TorchSharp.torch;

namespace SkinSeg.Training;

/// <summary>Where batches are made, and in which format.</summary>
internal sealed record BatchTarget(Device Device, BatchFormat Format);

/// <summary>The images and masks of one step; owns both tensors.</summary>
/// <param name="Ids">Ids in the order of the batch, for replay and for errors.</param>
/// <param name="Images">N×3×H×W, preprocessed.</param>
/// <param name="Masks">N×1×H×W in {0, 1}.</param>
internal sealed record Batch(ValueList<string> Ids, Tensor Images, Tensor Masks) : IDisposable
{
    public void Dispose()
    {
        Images.Dispose();
        Masks.Dispose();
    }
}
