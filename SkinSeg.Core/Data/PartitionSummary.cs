using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>What one part of a data set holds.</summary>
/// <param name="Partition">Which part.</param>
/// <param name="Images">Images, counted by id.</param>
/// <param name="LesionMasks">Lesion masks, counted by id.</param>
/// <param name="Attributes">For each attribute its masks; empty where there is no mask of any.</param>
/// <param name="Sizes">Sizes of the images that could be decoded; null where none could.</param>
public sealed record PartitionSummary(Partition Partition, int Images, int LesionMasks, ValueList<AttributeSummary> Attributes, SizeStatistics? Sizes);

/// <summary>The masks of one attribute.</summary>
/// <param name="Attribute">Which attribute.</param>
/// <param name="Masks">Number of masks.</param>
/// <param name="Positives">Masks with a pixel above 127.</param>
public sealed record AttributeSummary(LesionAttribute Attribute, int Masks, int Positives);
