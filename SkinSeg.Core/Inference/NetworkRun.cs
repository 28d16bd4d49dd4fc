using SkinSeg.Imaging;
using SkinSeg.Tensors;
using static TorchSharp.torch;

namespace SkinSeg.Inference;

/// <summary>One network as a predictor's function.</summary>
/// <param name="name">What predicts, for errors.</param>
/// <param name="network">N×3×H×W → logits N×1×H×W, ready to predict.</param>
/// <param name="input">What the network takes.</param>
/// <param name="keepsInput">Whether the network is known to leave its input as it is, so that others may read it, too.</param>
internal sealed class NetworkRun(string name, nn.Module<Tensor, Tensor> network, NetworkInput input, bool keepsInput)
{
    /// <summary>A batch of images of one size → one map each.</summary>
    public IReadOnlyList<ProbabilityMap> Run(IReadOnlyList<RgbImage> images)
    {
        using var tensors = new InputTensors(images);
        return Run(tensors);
    }

    /// <summary>The same for a batch whose tensor another network may have made already.</summary>
    public IReadOnlyList<ProbabilityMap> Run(InputTensors tensors)
    {
        using var guard = no_grad();
        using var scope = NewDisposeScope();
        network.eval();
        var x = keepsInput ? tensors.Shared(input) : tensors.Own(input); // N×3×H×W
        try
        {
            return ImageTensors.ToProbabilityMaps(network.call(x)); // N×1×H×W
        }
        catch (InvalidMapException e)
        {
            throw new InvalidMapException(e.Place with { Network = name });
        }
    }
}

/// <summary>What a network takes.</summary>
/// <param name="Preprocessing">What its weights expect.</param>
/// <param name="Device">Where it lies, as <c>cpu</c> or <c>cuda:0</c>.</param>
/// <param name="Format">Kind of numbers and their order.</param>
internal sealed record NetworkInput(Preprocessing Preprocessing, string Device, BatchFormat Format);

/// <summary>A batch of images as tensors: made once for all networks that take the same, as the folds of one network do.</summary>
/// <param name="images">Images of one size.</param>
internal sealed class InputTensors(IReadOnlyList<RgbImage> images) : IDisposable
{
    private NetworkInput? made;
    private Tensor? shared;

    /// <summary>The images for a network that leaves its input as it is; nobody else disposes it.</summary>
    public Tensor Shared(NetworkInput input)
    {
        if (shared is null || made != input)
        {
            shared?.Dispose();
            shared = Own(input).DetachFromDisposeScope();
            made = input;
        }

        return shared;
    }

    /// <summary>The images, N×3×H×W, for the caller alone.</summary>
    public Tensor Own(NetworkInput input)
    {
        using var scope = NewDisposeScope();
        return input.Format.Arrange(ImageTensors.ToTensor(images, input.Preprocessing, device(input.Device))).MoveToOuterDisposeScope();
    }

    public void Dispose() => shared?.Dispose();
}
