using System.Text.Json.Serialization;
using SkinSeg.Primitives;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>How the weights of convolutions are drawn before training.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WeightInitializer>))]
public enum WeightInitializer
{
    /// <summary>Uniform within ±√(6/(fan in + fan out)): the paper's choice for all decoder layers (section II-B-2).</summary>
    GlorotUniform,

    /// <summary>Normal with σ = √(2/fan in), cut at 2σ: what the adopted code uses (facts.md §1.2).</summary>
    HeNormal,

    /// <summary>Normal with σ = √(2/fan out): how ResNets are drawn when they are trained from scratch.</summary>
    KaimingFanOut,
}

/// <summary>Draws weights from (seed, key) alone, so that they do not depend on the order in which layers are built.</summary>
internal static class Initialization
{
    /// <summary>Draws all convolutions of a module; biases become 0, and batch norms keep the identity they are built with.</summary>
    /// <param name="module">The part of a network to fill.</param>
    /// <param name="rule">Distribution of the weights.</param>
    /// <param name="seed">The network's seed.</param>
    public static void Apply(Module module, WeightInitializer rule, int seed)
    {
        using var noGradient = no_grad();
        foreach (var (key, parameter) in module.named_parameters())
        {
            using var scope = NewDisposeScope();
            if (parameter.dim() == 4)
            {
                Draw(parameter, rule, Seed.Derive(seed, 0, key));
            }
            else if (key.EndsWith("bias", StringComparison.Ordinal))
            {
                parameter.zero_();
            }
        }
    }

    private static void Draw(Parameter weight, WeightInitializer rule, int seed)
    {
        using var generator = new Generator((ulong)seed, CPU);
        long area = weight.shape[2] * weight.shape[3];
        double fanIn = weight.shape[1] * area;
        double fanOut = weight.shape[0] * area;
        switch (rule)
        {
            case WeightInitializer.GlorotUniform:
                double limit = Math.Sqrt(6 / (fanIn + fanOut));
                weight.uniform_(-limit, limit, generator);
                break;
            case WeightInitializer.HeNormal:
                // A normal cut at 2σ by its inverse distribution function: erf(2/√2) = 0.9545 of the values lie within.
                const double Inside = 0.954499736103642;
                using (Scalar spread = Math.Sqrt(2) * Math.Sqrt(2 / fanIn)) // held until the end of the call, as in Scalars
                {
                    weight.uniform_(-Inside, Inside, generator).erfinv_().mul_(spread);
                }

                break;
            case WeightInitializer.KaimingFanOut:
                weight.normal_(0, Math.Sqrt(2 / fanOut), generator);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(rule), rule, "Expected a named initializer.");
        }
    }
}
