using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>A loss of a map that has one probability on the lesion and one on the skin.</summary>
/// <param name="Inside">Probability on the lesion, in [0, 1].</param>
/// <param name="Outside">Probability on the skin, in [0, 1].</param>
/// <param name="Loss">The loss.</param>
public sealed record LossPoint(double Inside, double Outside, double Loss);

/// <summary>One step of minimising a loss.</summary>
/// <param name="Step">Counted from 0: before the first update.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Jaccard">Jaccard index of the map, cut at 0.5.</param>
public sealed record LossStep(int Step, double Loss, double Jaccard);

/// <summary>Minimising a loss, step by step.</summary>
/// <param name="Name">Name of the loss.</param>
/// <param name="Steps">From before the first update to after the last.</param>
public sealed record LossCourse(string Name, ValueList<LossStep> Steps)
{
    /// <summary>For example <c>eq1: loss 1.13 → 0.02, Jaccard 1.00 → 1.00</c>.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Name}: loss {Steps[0].Loss:F2} → {Steps[^1].Loss:F2}, Jaccard {Steps[0].Jaccard:F2} → {Steps[^1].Jaccard:F2}");
}
