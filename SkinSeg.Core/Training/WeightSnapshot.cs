using static TorchSharp.torch;

namespace SkinSeg.Training;

/// <summary>A copy of a module's parameters and buffers, to come back to the best epoch.</summary>
internal sealed class WeightSnapshot : IDisposable
{
    private readonly Dictionary<string, Tensor> copies = [];

    /// <summary>Copies the present weights over the ones held.</summary>
    public void Take(nn.Module module)
    {
        using var guard = no_grad();
        foreach (var (key, value) in module.state_dict())
        {
            if (copies.TryGetValue(key, out var copy))
            {
                copy.copy_(value);
            }
            else
            {
                copies[key] = value.clone().DetachFromDisposeScope();
            }
        }
    }

    /// <summary>Puts the weights held into the module.</summary>
    public void Restore(nn.Module module)
    {
        using var guard = no_grad();
        foreach (var (key, value) in module.state_dict())
        {
            value.copy_(copies[key]);
        }
    }

    public void Dispose()
    {
        foreach (var copy in copies.Values)
        {
            copy.Dispose();
        }
    }
}
