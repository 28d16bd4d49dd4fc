using System.Collections;
using System.Globalization;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>An image and its mask at the network's size.</summary>
/// <param name="Id">For example <c>ISIC_0000000</c>.</param>
/// <param name="Image">The image, stretched to the network's size by area average (facts.md §6.3 #12–13).</param>
/// <param name="Mask">Its lesion mask, stretched by nearest pixel; or an attribute's, see <see cref="PreparedImages.ForAttribute"/>.</param>
/// <param name="OriginalSize">Size of the files, which predictions are brought back to.</param>
public sealed record PreparedImage(string Id, RgbImage Image, Mask Mask, ImageSize OriginalSize);

/// <summary>The images of a data set, decoded and resized once: held in memory, or read from a cache file whenever one is asked for.</summary>
/// <remarks>In memory they take 4 bytes per pixel, 98 MB for 2000 images of 96×128; from a cache next to nothing.</remarks>
public sealed class PreparedImages : IReadOnlyList<PreparedImage>
{
    private readonly IPreparedSource source;
    private readonly int mask;
    private readonly (string Id, int Record)[] entries;
    private readonly Dictionary<string, int> positions;

    internal PreparedImages(IPreparedSource source, int mask, IEnumerable<(string Id, int Record)> entries, ValueList<PreparationFinding> findings)
    {
        this.source = source;
        this.mask = mask;
        this.entries = [.. entries];
        positions = this.entries.Select((entry, i) => (entry.Id, i)).ToDictionary(pair => pair.Id, pair => pair.i, StringComparer.Ordinal);
        Findings = findings;
    }

    /// <summary>Size of every image and mask.</summary>
    public ImageSize Size => source.Size;

    /// <summary>Number of images.</summary>
    public int Count => entries.Length;

    /// <summary>The ids in the order of the images.</summary>
    public IEnumerable<string> Ids => entries.Select(entry => entry.Id);

    /// <summary>What was wrong with files and was skipped or made again, as the configuration says; empty where all was well.</summary>
    public ValueList<PreparationFinding> Findings { get; }

    /// <summary>Image at <paramref name="index"/> in ordinal order of the ids, counted from 0.</summary>
    public PreparedImage this[int index] => source.Read(entries[index].Record, mask);

    /// <summary>Image of one id.</summary>
    /// <exception cref="ArgumentException">There is no such image.</exception>
    public PreparedImage this[string id] => this[PositionOf(id)];

    /// <summary>Decodes and resizes every image and lesion mask, on all processors, and holds them in memory.</summary>
    /// <exception cref="InvalidDataException">A file is broken, or a mask differs in size from its image; the message names the first such file.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static PreparedImages Load(
        PreparationConfig config,
        DermoscopyDataset dataset,
        IProgress<DataProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(dataset);
        return ImagesInMemory.Load(config, dataset, CountedProgress.Of(progress, dataset.Images.Count), cancellationToken);
    }

    /// <summary>The same images and bytes as <see cref="Load"/>, read from a cache file, which is built first where it is missing or stale.</summary>
    /// <remarks>
    /// Opening decodes nothing. A build that was interrupted is taken up where it ended; while another process builds the same cache, this one waits
    /// for it. Where the data set has attribute masks, they are cached too (see <see cref="ForAttribute"/>).
    /// </remarks>
    /// <param name="config">Size, interpolation, and what is done with bad files.</param>
    /// <param name="dataset">The images.</param>
    /// <param name="cacheFolder">Folder of cache files, made if needed; it may be deleted at any time.</param>
    /// <param name="progress">Told how many images are cached, while building.</param>
    /// <param name="cancellationToken">Stops between two images; what is done is kept for the next time.</param>
    /// <exception cref="InvalidDataException">A file is broken, has changed or is damaged, and the configuration refuses that; the message names it.</exception>
    /// <exception cref="IOException">The cache cannot be written, for example because the disk is full.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static PreparedImages Open(
        PreparationConfig config,
        DermoscopyDataset dataset,
        string cacheFolder,
        IProgress<DataProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(dataset);
        ArgumentException.ThrowIfNullOrEmpty(cacheFolder);
        return new ImageCache(config, dataset, Path.GetFullPath(cacheFolder)).Open(progress, cancellationToken);
    }

    /// <summary>The images of <paramref name="ids"/> in the order of the ids, sharing their pixels with these.</summary>
    /// <exception cref="ArgumentException">An id is not among the images, or occurs twice.</exception>
    public PreparedImages Subset(IEnumerable<string> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        return new(source, mask, ids.Select(id => entries[PositionOf(id)]), Findings);
    }

    /// <summary>The same images, each with its mask of one attribute in place of the lesion's (Task 2).</summary>
    /// <exception cref="InvalidOperationException">The images have no attribute masks, or were prepared by <see cref="Load"/>.</exception>
    public PreparedImages ForAttribute(LesionAttribute attribute)
    {
        int wanted = 1 + LesionAttributes.All.ToList().IndexOf(attribute);
        return wanted > 0 && wanted < source.MaskCount
            ? new(source, wanted, entries, Findings)
            : throw new InvalidOperationException(
                $"Expected images with masks of {attribute.FileName()}, got images with lesion masks alone. Unpack the ground truth of Task 2 beside the images, and prepare them with PreparedImages.Open.");
    }

    /// <inheritdoc/>
    public IEnumerator<PreparedImage> GetEnumerator() => Enumerable.Range(0, Count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>For example <c>2000 images of 192×256</c>, and how many were skipped.</summary>
    public override string ToString()
    {
        int skipped = Findings.Count(finding => finding.Action == PreparationAction.Skipped);
        return string.Create(CultureInfo.InvariantCulture, $"{Count} images of {Size}{(skipped > 0 ? $", {skipped} skipped" : string.Empty)}");
    }

    /// <summary>Whether the mask of the image at <paramref name="index"/> has a pixel set; nothing is read for it.</summary>
    internal bool IsPositive(int index) => source.IsPositive(entries[index].Record, mask);

    private int PositionOf(string id) => positions.TryGetValue(id, out int position)
        ? position
        : throw new ArgumentException(
            Findings.FirstOrDefault(finding => finding.Id == id && finding.Action == PreparationAction.Skipped) is { } finding
                ? $"The image {id} was skipped: {finding.Message.TrimEnd('.')}. Take dataset.Subset(images.Ids) for the others."
                : $"No image {id} among the {Count} prepared.",
            nameof(id));
}
