using static System.FormattableString;

namespace SkinSeg.Augmentation;

/// <summary>How often a routine acts, and within which range its parameter is drawn, uniformly.</summary>
public sealed record RoutineConfig
{
    /// <summary>A routine with its probability and range.</summary>
    /// <param name="routine">Which one.</param>
    /// <param name="probability">That it acts on an image, in [0, 1].</param>
    /// <param name="low">Lower end: degrees, a factor, a part of the side, or a number of 255, as the routine says; flips have none.</param>
    /// <param name="high">Upper end.</param>
    /// <exception cref="ArgumentException">The probability is no probability, the ends are in the wrong order, or a factor is 0 or below.</exception>
    public RoutineConfig(AugmentationRoutine routine, double probability, double low, double high)
    {
        if (!(probability >= 0 && probability <= 1))
        {
            throw new ArgumentException(Invariant($"Expected a probability from 0 to 1 for {routine}, got {probability}."), nameof(probability));
        }

        if (!(low <= high) || !double.IsFinite(low) || !double.IsFinite(high) || (Catalogue.IsFactor(routine) && low <= 0))
        {
            string above = Catalogue.IsFactor(routine) ? " and above 0" : string.Empty;
            throw new ArgumentException(Invariant($"Expected a range of finite numbers, lower end first{above}, for {routine}, got {low} to {high}."), nameof(low));
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

    /// <summary>The routine with the paper's range, or ours where the paper gives none; each routine says which.</summary>
    public static RoutineConfig Default(AugmentationRoutine routine) => Catalogue.Default(routine);

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
            : new(Routine, Probability, none + (strength * (Low - none)), none + (strength * (High - none)));
    }
}
