using System.Globalization;
using SkinSeg.Weights;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SkinSeg.Training;

/// <summary>Adam by the rule of Keras 2.1.6, with AMSGrad and the decay that its configuration names (facts.md §1.8).</summary>
/// <remarks>
/// p ← p − rate·√(1−β₂ᵗ)/(1−β₁ᵗ) · m/(√v̂ + ε), where v̂ is the largest uncorrected v so far. PyTorch's rule differs only in where
/// ε stands. The state of all weights lies in one vector per moment: a step then takes few operations, and the state is three tensors.
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
    private readonly Tensor change;
    private readonly Tensor[] changes;

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
        change = Zeros();
        var parts = change.split([.. this.parameters.Select(parameter => parameter.numel())]);
        changes = [.. parts.Select((part, i) => part.view(this.parameters[i].shape).DetachFromDisposeScope())];
    }

    /// <summary>Number of steps taken.</summary>
    public int StepCount { get; private set; }

    /// <summary>Learning rate of the next step.</summary>
    public double LearningRate => rates(StepCount);

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
        UpdateMoments(Gradient());
        double corrected = rate * Math.Sqrt(1 - Math.Pow(config.Beta2, StepCount)) / (1 - Math.Pow(config.Beta1, StepCount));
        var divisor = (largestSecondMoment ?? secondMoment).sqrt().add_(config.Epsilon);
        change.copy_(firstMoment).div_(divisor).mul_(-corrected);
        bool shrinks = config.DecayMeaning == DecayMeaning.Weight && config.Decay != 0;
        for (int i = 0; i < parameters.Length; i++)
        {
            if (shrinks)
            {
                parameters[i].mul_(1 - (rate * config.Decay));
            }

            parameters[i].add_(changes[i]);
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
        var header = SafeTensorsReader.ReadHeader(path);
        if (!int.TryParse(header.Metadata.GetValueOrDefault(StepKey), NumberStyles.None, CultureInfo.InvariantCulture, out int steps))
        {
            throw new InvalidDataException($"{path} holds no state of an optimizer. Use a file that a training saved beside its weights.");
        }

        SafeTensorsReader.Fill(path, State(), (_, coverage) =>
            $"{path} is the state of another network or optimizer: {coverage}. Continue with the settings of the training that saved it.");
        StepCount = steps;
    }

    /// <summary>Releases the state; the parameters live on.</summary>
    public void Dispose()
    {
        foreach (var tensor in changes.Append(change).Append(firstMoment).Append(secondMoment))
        {
            tensor.Dispose();
        }

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

    // All gradients, one after the other; not to be written to: of a single parameter, it is the gradient itself.
    private Tensor Gradient()
    {
        var gradient = cat([.. parameters.Select(parameter => parameter.grad?.flatten() ?? zeros_like(parameter).flatten())]);
        return config.DecayMeaning == DecayMeaning.Gradient && config.Decay != 0
            ? gradient.add(cat([.. parameters.Select(parameter => parameter.flatten())]), alpha: config.Decay)
            : gradient;
    }

    private void UpdateMoments(Tensor gradient)
    {
        firstMoment.mul_(config.Beta1).add_(gradient, alpha: 1 - config.Beta1);
        secondMoment.mul_(config.Beta2).addcmul_(gradient, gradient, 1 - config.Beta2);
        largestSecondMoment?.clamp_(min: secondMoment);
    }
}
