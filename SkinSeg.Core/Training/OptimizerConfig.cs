using System.Text.Json.Serialization;

namespace SkinSeg.Training;

/// <summary>What a number called "weight decay" does (facts.md §6.3 #1).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DecayMeaning>))]
public enum DecayMeaning
{
    /// <summary>It lowers the learning rate with time, rate/(1 + decay·step): what Keras' Adam calls <c>decay</c>. The reading taken.</summary>
    LearningRate,

    /// <summary>It adds decay·weight to the gradient (L2).</summary>
    Gradient,

    /// <summary>It shrinks the weight by rate·decay at each step, apart from the gradient (AdamW).</summary>
    Weight,
}

/// <summary>Course of the learning rate.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RateCourse>))]
public enum RateCourse
{
    /// <summary>The same at every step, or falling with time where <see cref="DecayMeaning.LearningRate"/> says so.</summary>
    Steady,

    /// <summary>Up and down once over the whole training.</summary>
    OneCycle,
}

/// <summary>How weights are updated. The defaults are the paper's: AMSGrad, 10⁻⁴ and 10⁻⁴ (section II-B-2, read as in facts.md §6.3 #1, #2).</summary>
public sealed record OptimizerConfig
{
    /// <summary>Learning rate; its highest value where it changes.</summary>
    public double LearningRate { get; init; } = 1e-4;

    /// <summary>The paper's "weight decay".</summary>
    public double Decay { get; init; } = 1e-4;

    /// <summary>What the decay does.</summary>
    public DecayMeaning DecayMeaning { get; init; } = DecayMeaning.LearningRate;

    /// <summary>Whether the second moment never falls (AMSGrad; Reddi et al. 2018).</summary>
    public bool Amsgrad { get; init; } = true;

    /// <summary>Memory of the first moment (Keras' default).</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Memory of the second moment (Keras' default).</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the root of the second moment, outside the bias correction (facts.md §1.8).</summary>
    public double Epsilon { get; init; } = 1e-7;

    /// <summary>Course of the learning rate.</summary>
    public RateCourse Course { get; init; } = RateCourse.Steady;

    /// <summary>Share of the steps in which one cycle goes up.</summary>
    public double WarmupShare { get; init; } = 0.3;

    /// <summary>The paper's: for encoders that start from ImageNet weights.</summary>
    public static OptimizerConfig Paper { get; } = new();

    /// <summary>For compact networks from random weights: AdamW, one cycle up to 4·10⁻³ (DESIGN.md §6).</summary>
    public static OptimizerConfig FromScratch { get; } = new()
    {
        LearningRate = 4e-3,
        Decay = 1e-2,
        DecayMeaning = DecayMeaning.Weight,
        Amsgrad = false,
        Course = RateCourse.OneCycle,
    };

    /// <summary>The learning rate as a function of the steps already taken.</summary>
    /// <param name="totalSteps">Steps of the whole training; one cycle needs it.</param>
    public Func<int, double> Schedule(int totalSteps) => Course == RateCourse.OneCycle
        ? LearningRates.OneCycle(LearningRate, totalSteps, WarmupShare)
        : LearningRates.TimeDecay(LearningRate, DecayMeaning == DecayMeaning.LearningRate ? Decay : 0);
}
