namespace SkinSeg.Metrics;

/// <summary>One image that might be referred to a human: how unsure the network is, and how well it did.</summary>
/// <param name="Id">The image, for example ISIC_0000000.</param>
/// <param name="Uncertainty">Any number that grows with doubt, for example mean entropy over the pixels; only its order counts.</param>
/// <param name="Score">The score of the network's answer, for example the Jaccard index; higher is better.</param>
public sealed record ReferralCase(string Id, double Uncertainty, double Score);
