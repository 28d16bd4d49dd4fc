using System.Text.Json.Serialization;
using SkinSeg.Imaging;
using static System.FormattableString;

namespace SkinSeg.Augmentation;

/// <summary>How often a routine acts, and within which range its parameter is drawn, uniformly.</summary>
public sealed record RoutineConfig
{
    /// <summary>A routine with its probability and range.</summary>
    /// <param name="routine">Which one.</param>
    /// <param name="probability">That it acts on an image, in [0, 1].</param>
    /// <param name="low">Lower end, in the unit of <see cref="RoutineInfo.Unit"/>; flips have none.</param>
    /// <param name="high">Upper end.</param>
    /// <exception cref="ArgumentException">The probability is no probability, or the ends are in the wrong order or mean nothing, as a factor of 0.</exception>
    public RoutineConfig(AugmentationRoutine routine, double probability, double low, double high)
    {
        if (!(probability >= 0 && probability <= 1))
        {
            throw new ArgumentException(Invariant($"Expected a probability from 0 to 1 for {routine}, got {probability}."), nameof(probability));
        }

        var (lowest, highest) = Catalogue.Limits(routine);
        if (!(lowest <= low && low <= high && high <= highest))
        {
            string limits = Catalogue.IsFactor(routine) ? " and above 0" : highest < double.MaxValue ? Invariant($" and from {lowest} to {highest}") : string.Empty;
            throw new ArgumentException(Invariant($"Expected a range of finite numbers, lower end first{limits}, for {routine}, got {low} to {high}."), nameof(low));
        }

        (Routine, Probability, Low, High) = (routine, probability, low, high);
    }

    /// <summary>Which routine.</summary>
    public AugmentationRoutine Routine { get; }

    /// <summary>Probability that it acts on an image.</summary>
    public double Probability { get; }

    /// <summary>Lower end of the range.</summary>
    public double Low { get; }

    /// <summary>Upper end of the range.</summary>
    public double High { get; }

    /// <summary>For <see cref="AugmentationRoutine.Zoom"/>: whether height and width get factors of their own, as in Keras (facts.md §6.3 #33).</summary>
    /// <exception cref="ArgumentException">Set for another routine.</exception>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] // so that stored runs without it keep their identity
    public bool HasIndependentAxes
    {
        get;
        init => field = value ? Only(AugmentationRoutine.Zoom, value) : value;
    }

    /// <summary>For <see cref="AugmentationRoutine.HairOcclusion"/>: how hair is drawn, except for the number; null is <see cref="HairConfig.Training"/>.</summary>
    /// <exception cref="ArgumentException">Set for another routine.</exception>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public HairConfig? Hair
    {
        get;
        init => field = value is null ? null : Only(AugmentationRoutine.HairOcclusion, value);
    }

    /// <summary>The routine with the paper's range, or ours where the paper gives none; <see cref="RoutineInfo"/> says which.</summary>
    public static RoutineConfig Default(AugmentationRoutine routine) => RoutineInfo.Of(routine).Default;

    /// <summary>The same with the range drawn together towards no change; a flip, which has no range, becomes rarer.</summary>
    /// <param name="strength">1 leaves it as it is, 0 makes it do nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="strength"/> is not in [0, 1].</exception>
    public RoutineConfig AtStrength(double strength)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(strength);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(strength, 1);
        double none = Catalogue.NoChange(Routine);
        return Catalogue.IsFlip(Routine)
            ? new(Routine, strength * Probability, Low, High)
            : new(Routine, Probability, none + (strength * (Low - none)), none + (strength * (High - none))) { HasIndependentAxes = HasIndependentAxes, Hair = Hair };
    }

    private T Only<T>(AugmentationRoutine owner, T value) => Routine == owner
        ? value
        : throw new ArgumentException($"Expected this setting for {owner} only, got it for {Routine}.", nameof(value));
}
