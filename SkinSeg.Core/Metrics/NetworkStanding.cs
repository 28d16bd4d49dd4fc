using SkinSeg.Primitives;

namespace SkinSeg.Metrics;

/// <summary>Where one network stands among those it is compared with.</summary>
/// <param name="Name">The network.</param>
/// <param name="Mean">Mean score over the images, with its 95 % interval.</param>
/// <param name="Passes">Share of images with a Jaccard index of at least 0.65, in [0, 1].</param>
/// <param name="RankShares">Share of resamples in which it has rank 1, 2, … of the mean.</param>
/// <param name="Letters">Groups that it belongs to: networks that share a letter are not separable.</param>
public sealed record NetworkStanding(string Name, Estimate Mean, double Passes, ValueList<double> RankShares, string Letters);
