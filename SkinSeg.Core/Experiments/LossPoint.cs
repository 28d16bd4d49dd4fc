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
