using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>What folds are stratified by, and negatives are counted by: an image's lesion area and its attributes.</summary>
/// <param name="Id">The image.</param>
/// <param name="LesionShare">Share of the image's pixels that the lesion covers, in [0, 1].</param>
/// <param name="Attributes">Attributes whose mask has a pixel set; empty also where the data set has no attribute masks.</param>
public sealed record ImageTraits(string Id, double LesionShare, ValueList<LesionAttribute> Attributes)
{
    /// <summary>Reads the masks of every image of a data set; on all cores, in the order of the data set.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="progress">Told the number of images done.</param>
    /// <param name="cancellationToken">Checked before each image.</param>
    /// <exception cref="InvalidDataException">A mask is broken or of another size than its image.</exception>
    public static ValueList<ImageTraits> Read(DermoscopyDataset data, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return [.. OrderedParallel.Map(data.Images, Of, progress, cancellationToken)];
    }

    /// <summary>Whether the image shows the target; every image has a lesion.</summary>
    public bool Has(SegmentationTarget target) => target == SegmentationTarget.Lesion || Attributes.Contains(target.Attribute());

    private static ImageTraits Of(DermoscopyImage image)
    {
        var lesion = image.ReadLesionMask();
        return new(
            image.Id,
            lesion.Area / (double)lesion.Size.Area,
            [.. image.AttributeMasks.Select(file => file.Attribute).Where(attribute => image.ReadAttributeMask(attribute).Area > 0).Order()]);
    }
}
