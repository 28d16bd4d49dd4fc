namespace SkinSeg.Primitives;

/// <summary>How far a long piece of work is.</summary>
/// <param name="Share">0 at the start, 1 at the end.</param>
/// <param name="What">What is being done, for example <c>fold 2 of 5, epoch 7 of 20</c>.</param>
public sealed record WorkProgress(double Share, string What);
