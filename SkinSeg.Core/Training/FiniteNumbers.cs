using static TorchSharp.torch;

namespace SkinSeg.Training;

/// <summary>Looks for NaN and infinity where they must not be kept.</summary>
internal static class FiniteNumbers
{
    /// <summary>Whether no number of any of the tensors is NaN or infinite.</summary>
    public static bool AreAllIn(IEnumerable<Tensor> tensors)
    {
        using var guard = no_grad();
        foreach (var tensor in tensors.Where(static tensor => tensor.is_floating_point()))
        {
            using var scope = NewDisposeScope();
            if (!tensor.isfinite().all().item<bool>())
            {
                return false;
            }
        }

        return true;
    }
}
