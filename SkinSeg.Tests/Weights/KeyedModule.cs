using SkinSeg.Tensors;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Tests.Weights;

/// <summary>A module of any keys and shapes, filled with 7: what weights are loaded into where no network is needed.</summary>
internal sealed class KeyedModule : Module
{
    private KeyedModule(IEnumerable<(string Key, long[] Shape)> keys)
        : base(nameof(KeyedModule))
    {
        foreach (var group in keys.GroupBy(entry => entry.Key.Split('.')[0]))
        {
            if (group.First().Key == group.Key)
            {
                register_buffer(group.Key, full(group.First().Shape, 7, group.Key == "num_batches_tracked" ? int64 : float32).DetachFromDisposeScope());
            }
            else
            {
                register_module(group.Key, new KeyedModule(group.Select(entry => (entry.Key[(group.Key.Length + 1)..], entry.Shape))));
            }
        }
    }

    public static KeyedModule Of(params (string Key, long[] Shape)[] keys)
    {
        NativeLibraries.EnsureTorch();
        return new(keys);
    }

    /// <summary>The values of all keys, as bits.</summary>
    public Dictionary<string, string> Bits() => state_dict().ToDictionary(entry => entry.Key, entry => Convert.ToHexString(entry.Value.bytes));
}
