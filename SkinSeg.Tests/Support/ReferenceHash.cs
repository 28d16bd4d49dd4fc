using System.Text;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Support;

/// <summary>The hash that draws the weights and inputs of the fixtures (fixtures/README.md): any language can draw the same numbers again.</summary>
internal static class ReferenceHash
{
    /// <summary>u(name, i) in [0, 1) for i = 0 … count − 1.</summary>
    public static double[] Uniform(string name, long count, int seed)
    {
        uint offset = unchecked(Crc32(name) + ((uint)seed * 0x85EBCA6B));
        var values = new double[count];
        for (long i = 0; i < count; i++)
        {
            uint x = unchecked(((uint)i * 0x9E3779B9) + offset);
            x ^= x >> 16;
            x = unchecked(x * 0x7FEB352D);
            x ^= x >> 15;
            x = unchecked(x * 0x846CA68B);
            x ^= x >> 16;
            values[i] = x / 4294967296.0;
        }

        return values;
    }

    /// <summary>a + b·u in float64, in the given shape.</summary>
    public static Tensor Draw(string name, long[] shape, int seed, (double Add, double Scale) map)
    {
        double[] values = Uniform(name, shape.Aggregate(1L, static (product, side) => product * side), seed);
        return tensor(Array.ConvertAll(values, u => map.Add + (map.Scale * u)), shape, float64);
    }

    /// <summary>The value the fixtures give a tensor of that key.</summary>
    public static Tensor Weight(string key, long[] shape, int seed)
    {
        double limit = Math.Sqrt(6.0 / Math.Max(1, shape.Skip(1).Aggregate(1L, static (product, side) => product * side)));
        return Draw(key, shape, seed, key switch
        {
            _ when key.EndsWith("running_var", StringComparison.Ordinal) => (0.5, 1),
            _ when key.EndsWith("running_mean", StringComparison.Ordinal) || key.EndsWith(".bias", StringComparison.Ordinal) => (-0.2, 0.4),
            _ when shape.Length == 1 => (0.4, 0.4),
            _ => (-limit, 2 * limit),
        });
    }

    /// <summary>Gives every parameter and buffer of a module its fixture value; the module is in float64 already.</summary>
    public static void Fill(nn.Module module, int seed)
    {
        using var noGradient = no_grad();
        foreach (var (key, value) in module.state_dict())
        {
            if (!key.EndsWith("num_batches_tracked", StringComparison.Ordinal))
            {
                using var drawn = Weight(key, value.shape, seed);
                value.copy_(drawn);
            }
        }
    }

    // CRC-32 as in zlib.
    private static uint Crc32(string text)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }
}
