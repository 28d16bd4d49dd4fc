namespace SkinSeg.Notebooks.Commands;

/// <summary>How far a long piece of work is.</summary>
/// <param name="Share">0 at the start, 1 at the end.</param>
/// <param name="What">What is being done now, a few words.</param>
internal readonly record struct WorkDone(double Share, string What);
