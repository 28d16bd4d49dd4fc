using SkinSeg.Augmentation;
using SkinSeg.Metrics;

namespace SkinSeg.Experiments;

/// <summary>What one policy of an ablation scored on the held-out images.</summary>
/// <param name="Name">For example <c>without Rotation</c>.</param>
/// <param name="Policy">The policy that trained.</param>
/// <param name="Scores">With the pair of thresholds that is best for this policy, as in the paper's tables: chosen on the images it is judged on.</param>
/// <param name="PlainScores">Cut at 0.5 and nothing more, at the images' original size: the same rule for every policy, and so less noise between them.</param>
public sealed record AblationRow(string Name, AugmentationPolicy Policy, ScoreTable Scores, ScoreTable PlainScores);
