using SkinSeg.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SkinSeg.Training;

/// <summary>A stretch of all parameters laid end to end: part of a large one, or several small ones.</summary>
/// <param name="Offset">Where it begins, in numbers from the first parameter's start.</param>
/// <param name="Targets">The parts of parameters it consists of, as flat views.</param>
/// <param name="Gradient">Their gradients, end to end; not to be written to.</param>
internal sealed record ParameterPiece(long Offset, IReadOnlyList<Tensor> Targets, Tensor Gradient) : IDisposable
{
    /// <summary>How many numbers it holds.</summary>
    public long Length => Gradient.numel();

    /// <summary>The parameters' numbers, end to end.</summary>
    public Tensor Values() => cat([.. Targets]);

    /// <summary>p ← kept·p + change.</summary>
    public void Add(Tensor change, double kept)
    {
        using Scalar held = kept; // until the end of the calls, as in Scalars
        long at = 0;
        foreach (var target in Targets)
        {
            if (kept != 1)
            {
                target.mul_(held);
            }

            target.add_(change.narrow(0, at, target.numel()), Scalars.One);
            at += target.numel();
        }
    }

    /// <summary>Releases the views and the gradient.</summary>
    public void Dispose()
    {
        Gradient.Dispose();
        foreach (var target in Targets)
        {
            target.Dispose();
        }
    }
}

/// <summary>Cuts a network's parameters into pieces that stay in the processor's cache while several operations pass over them.</summary>
/// <param name="parameters">The parameters, contiguous, in the order in which they are laid end to end.</param>
internal sealed class ParameterPieces(IReadOnlyList<Parameter> parameters)
{
    // 1 MiB of 32-bit numbers: five such stretches fit a core's second-level cache or its share of the third.
    private const long Longest = 1 << 18;

    /// <summary>All pieces with their present gradients, in order, to be released one by one; a parameter without a gradient counts as gradient 0.</summary>
    public IEnumerable<ParameterPiece> WithGradients()
    {
        var targets = new List<Tensor>();
        var gradients = new List<Tensor>();
        long offset = 0;
        long length = 0;
        foreach (var parameter in parameters)
        {
            // No scope here: it would be open while the caller works on a piece, and would take the caller's tensors.
            using var values = parameter.view(-1);
            using var own = parameter.grad;
            using var gradient = own?.flatten() ?? zeros_like(values);
            for (long start = 0; start < values.numel();)
            {
                long part = Math.Min(Longest - length, values.numel() - start);
                targets.Add(values.narrow(0, start, part).DetachFromDisposeScope());
                gradients.Add(gradient.narrow(0, start, part).DetachFromDisposeScope());
                start += part;
                length += part;
                if (length == Longest)
                {
                    yield return Join(offset, targets, gradients);
                    offset += length;
                    length = 0;
                }
            }
        }

        if (length > 0)
        {
            yield return Join(offset, targets, gradients);
        }
    }

    private static ParameterPiece Join(long offset, List<Tensor> targets, List<Tensor> gradients)
    {
        var joined = gradients.Count == 1 ? gradients[0] : cat(gradients).DetachFromDisposeScope();
        foreach (var part in gradients.Where(part => !ReferenceEquals(part, joined)))
        {
            part.Dispose();
        }

        var piece = new ParameterPiece(offset, [.. targets], joined);
        targets.Clear();
        gradients.Clear();
        return piece;
    }
}
