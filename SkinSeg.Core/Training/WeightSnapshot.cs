using SkinSeg.Weights;
using static TorchSharp.torch;

namespace SkinSeg.Training;

/// <summary>A copy of a module's parameters and buffers, to come back to the best epoch.</summary>
internal sealed class WeightSnapshot : IDisposable
{
    private readonly Dictionary<string, Tensor> copies = [];

    /// <summary>The weights held by key; empty before the first are taken.</summary>
    public IReadOnlyDictionary<string, Tensor> Weights => copies;

    /// <summary>Bytes of the weights held.</summary>
    public long Bytes => copies.Values.Sum(static copy => copy.numel() * copy.element_size());

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

    /// <summary>Holds the weights of a file that was saved from <see cref="Weights"/>, for a module with these keys and shapes.</summary>
    /// <exception cref="InvalidDataException">It is of another module, or damaged.</exception>
    public void Load(string path, nn.Module module)
    {
        Take(module);
        using var table = SafeTensorsTable.Open(path);
        WeightCopy.Exactly(table, copies, coverage => $"{path} is not of this network: {coverage}. Continue with the network of the training that saved it.");
    }

    public void Dispose()
    {
        foreach (var copy in copies.Values)
        {
            copy.Dispose();
        }
    }
}
