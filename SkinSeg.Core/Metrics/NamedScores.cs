namespace SkinSeg.Metrics;

/// <summary>A network, or any way to segment, and what it scores on each image.</summary>
/// <param name="Name">What tables call it, for example <c>ResNet152</c>.</param>
/// <param name="Scores">Its scores, image by image.</param>
public sealed record NamedScores(string Name, ScoreTable Scores);
