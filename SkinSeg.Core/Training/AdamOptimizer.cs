using System.Globalization;
using SkinSeg.Tensors;
using SkinSeg.Weights;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SkinSeg.Training;

/// <summary>Adam by the rule of Keras 2.1.6, with AMSGrad and the decay that its configuration names (facts.md §1.8).</summary>
/// <remarks>
/// p ← p − rate·√(1−β₂ᵗ)/(1−β₁ᵗ) · m/(√v̂ + ε), where v̂ is the largest uncorrected v so far. PyTorch's rule differs only in where
/// ε stands. The state of all weights lies in one vector per moment, and a step goes through it in pieces that stay in the processor's cache.
/// </remarks>
public sealed class AdamOptimizer : IDisposable
{
    private const string StepKey = "step";

    private readonly OptimizerConfig config;
    private readonly Func<int, double> rates;
    private readonly Parameter[] parameters;
    private readonly Tensor firstMoment;
    private readonly Tensor secondMoment;
    private readonly Tensor? largestSecondMoment;
    private readonly ParameterPieces pieces;

    /// <summary>An optimizer for the parameters that require a gradient now; it does not own them.</summary>
    /// <param name="config">The rule.</param>
    /// <param name="totalSteps">Steps of the whole training; only one cycle uses it.</param>
    /// <param name="parameters">The network's parameters, all of one precision and on one device, where they must stay.</param>
    /// <exception cref="ArgumentException">No parameter requires a gradient.</exception>
    public AdamOptimizer(OptimizerConfig config, int totalSteps, IEnumerable<Parameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(config);
        this.config = config;
        rates = config.Schedule(totalSteps);
        this.parameters = [.. parameters.Where(parameter => parameter.requires_grad)];
        if (this.parameters.Length == 0)
        {
            throw new ArgumentException("Expected at least one parameter that requires a gradient, got none.", nameof(parameters));
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        long count = this.parameters.Sum(parameter => parameter.numel());
        Tensor Zeros() => zeros([count], this.parameters[0].dtype, this.parameters[0].device).DetachFromDisposeScope();
        firstMoment = Zeros();
        secondMoment = Zeros();
        largestSecondMoment = config.Amsgrad ? Zeros() : null;
        pieces = new(this.parameters);
    }

    /// <summary>Number of steps taken.</summary>
    public int StepCount { get; private set; }

    /// <summary>Learning rate of the next step.</summary>
    public double LearningRate => rates(StepCount);

    /// <summary>Whether every number of the state is finite; a state that is not cannot be continued.</summary>
    internal bool IsFinite => FiniteNumbers.AreAllIn(State().Values);

    /// <summary>Bytes of the state.</summary>
    internal long StateBytes => State().Values.Sum(static tensor => tensor.numel() * tensor.element_size());

    /// <summary>Forgets the gradients of the last step.</summary>
    public void ZeroGradients()
    {
        foreach (var parameter in parameters)
        {
            using var gradient = parameter.grad;
            parameter.grad = null;
        }
    }

    /// <summary>Moves every parameter against its gradient; a parameter without one counts as gradient 0.</summary>
    public void Step()
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        double rate = LearningRate;
        StepCount++;
        double corrected = rate * Math.Sqrt(1 - Math.Pow(config.Beta2, StepCount)) / (1 - Math.Pow(config.Beta1, StepCount));
        double kept = config.DecayMeaning == DecayMeaning.Weight ? 1 - (rate * config.Decay) : 1;
        foreach (var piece in pieces.WithGradients())
        {
            using (piece)
            {
                using var inner = NewDisposeScope();
                piece.Add(Change(piece, corrected), kept);
            }
        }
    }

    /// <summary>Writes the moments and the number of steps, so that <see cref="Load"/> continues the same training to the last bit.</summary>
    /// <param name="path">The file, by custom <c>*.safetensors</c>.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => SafeTensorsWriter.Write(
        path, State(), new Dictionary<string, string> { [StepKey] = StepCount.ToString(CultureInfo.InvariantCulture) });

    /// <summary>Takes over the moments and the number of steps of a saved optimizer with the same rule and network.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged, or of another network or rule.</exception>
    public void Load(string path)
    {
        using var table = SafeTensorsTable.Open(path);
        if (!int.TryParse(table.Metadata.GetValueOrDefault(StepKey), NumberStyles.None, CultureInfo.InvariantCulture, out int steps))
        {
            throw new InvalidDataException($"{path} holds no state of an optimizer. Use a file that a training saved beside its weights.");
        }

        WeightCopy.Exactly(table, State(), coverage =>
            $"{path} is the state of another network or optimizer: {coverage}. Continue with the settings of the training that saved it.");
        StepCount = steps;
    }

    /// <summary>Releases the state; the parameters live on.</summary>
    public void Dispose()
    {
        firstMoment.Dispose();
        secondMoment.Dispose();
        largestSecondMoment?.Dispose();
    }

    private Dictionary<string, Tensor> State()
    {
        var state = new Dictionary<string, Tensor> { ["first_moment"] = firstMoment, ["second_moment"] = secondMoment };
        if (largestSecondMoment is not null)
        {
            state["largest_second_moment"] = largestSecondMoment;
        }

        return state;
    }

    // −corrected · m/(√v̂ + ε) of one piece, after its moments have taken in the gradient.
    private Tensor Change(ParameterPiece piece, double corrected)
    {
        using Scalar decay = config.Decay, memory1 = config.Beta1, memory2 = config.Beta2, step = -corrected; // held until the end, as in Scalars
        using Scalar part1 = 1 - config.Beta1, part2 = 1 - config.Beta2, epsilon = config.Epsilon;
        var gradient = config.DecayMeaning == DecayMeaning.Gradient && config.Decay != 0
            ? piece.Gradient.add(piece.Values(), alpha: decay)
            : piece.Gradient;
        var first = firstMoment.narrow(0, piece.Offset, piece.Length);
        var second = secondMoment.narrow(0, piece.Offset, piece.Length);
        var largest = largestSecondMoment?.narrow(0, piece.Offset, piece.Length);
        first.mul_(memory1).add_(gradient, alpha: part1);
        second.mul_(memory2).addcmul_(gradient, gradient, part2);
        largest?.clamp_(min: second);
        return first.div((largest ?? second).sqrt().add_(epsilon, Scalars.One)).mul_(step);
    }
}
