using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>Writes the masks of held-out images as the challenge names them: for <see cref="Submission.Write"/>, for its scorer, or to look at.</summary>
public static class HeldOutMasks
{
    /// <summary>One mask per held-out image, <c>ID_segmentation.png</c>, at the image's original size; whole or not at all.</summary>
    /// <param name="result">The result.</param>
    /// <param name="folder">The new folder; it must not be there.</param>
    /// <param name="progress">Told the number of masks done.</param>
    /// <param name="cancellationToken">Checked before each mask.</param>
    /// <exception cref="IOException">The folder is there, or cannot be written.</exception>
    public static void WriteMasks(this LesionResult result, string folder, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        Write(folder, result.Maps.Ids.Select(id => new NamedMask(SegmentationTarget.Lesion.MaskName(id), () => result.MaskOf(id))), progress, cancellationToken);
    }

    /// <summary>One mask per held-out image and attribute, <c>ID_attribute_NAME.png</c>, made as one of the paper's submissions makes them.</summary>
    /// <param name="results">One result per attribute, for example an ensemble's.</param>
    /// <param name="submission">Restriction and thresholds.</param>
    /// <param name="folder">The new folder; it must not be there.</param>
    /// <param name="progress">Told the number of masks done.</param>
    /// <param name="cancellationToken">Checked before each mask.</param>
    /// <exception cref="IOException">The folder is there, or cannot be written.</exception>
    public static void WriteMasks(
        this IEnumerable<AttributeResult> results, AttributeSubmission submission, string folder, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(submission);
        var masks = from result in results
                    from id in result.Maps.Ids
                    select new NamedMask(result.Attribute.Target().MaskName(id), () => submission.MaskOf(result, id));
        Write(folder, masks, progress, cancellationToken);
    }

    private static void Write(string folder, IEnumerable<NamedMask> masks, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        OutputFolder.RequireNew(folder);
        AtomicFolder.Write(folder, temporary => OrderedParallel.Map(masks, item => Save(temporary, item), progress, cancellationToken));
    }

    private static string Save(string folder, NamedMask item)
    {
        ImageFiles.Write(Path.Combine(folder, item.Name), item.Make());
        return item.Name;
    }

    private sealed record NamedMask(string Name, Func<Mask> Make);
}
