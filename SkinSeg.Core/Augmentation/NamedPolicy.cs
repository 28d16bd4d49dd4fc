namespace SkinSeg.Augmentation;

/// <summary>A policy with the name by which a table of an ablation lists it.</summary>
/// <param name="Name">For example <c>without Rotation</c>.</param>
/// <param name="Policy">The policy.</param>
public sealed record NamedPolicy(string Name, AugmentationPolicy Policy);
