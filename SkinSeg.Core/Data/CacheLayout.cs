using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>What a cache file says of itself.</summary>
/// <param name="Stem">Names ids, size and interpolation, see <see cref="CacheLayout"/>.</param>
/// <param name="Folder">Folder of the images when it was built.</param>
/// <param name="Manifest">Manifest hash of the data set.</param>
/// <param name="Preparation">Size, interpolation, decoding: for people who look into the file.</param>
internal sealed record CacheDescription(string Stem, string Folder, string Manifest, string Preparation);

/// <summary>Name and dimensions of the cache of one data set in one preparation.</summary>
/// <remarks>
/// The name is <c>STEM-CONTENT.pixels</c>. The stem names what is cached (ids, masks, size, interpolation, decoding), the content in which state
/// (manifest hash, sizes and times of all files): a file that changes on disk makes another name, under which the unchanged images are copied.
/// </remarks>
internal sealed record CacheLayout
{
    private CacheLayout(PreparationConfig config, DermoscopyDataset dataset)
    {
        Size = config.Size;
        Images = dataset.Images;
        MaskCount = dataset.HasAttributes ? 1 + LesionAttributes.All.Count : 1;
        Stamps = [.. Images.Select(image => StampsOf(image))];
        string preparation = string.Create(
            CultureInfo.InvariantCulture,
            $"{Size}, {MaskCount} mask(s), images by {config.ImageInterpolation}, masks by {config.MaskInterpolation}, reduced decoding {config.ReducedDecoding}");
        string stem = Hash($"{CacheHeader.Version}\n{preparation}\n{string.Join('\n', dataset.Ids)}");
        Description = new(stem, Path.GetDirectoryName(Path.GetFullPath(Images[0].ImagePath)) ?? string.Empty, dataset.ManifestHash, preparation);
        Content = Hash($"{dataset.ManifestHash}\n{string.Join('\n', Stamps.SelectMany(stamps => stamps.Select(stamp => FormattableString.Invariant($"{stamp.Length} {stamp.Ticks}"))))}");
        DescriptionBytes = JsonSerializer.SerializeToUtf8Bytes(Description);
        Header = new(false, Images.Count, CacheRow.LengthFor(FileCount), (3L + MaskCount) * Size.Area, DescriptionBytes.Length, 0);
    }

    /// <summary>Size of every image and mask.</summary>
    public ImageSize Size { get; }

    /// <summary>The images, in the order of their records.</summary>
    public ValueList<DermoscopyImage> Images { get; }

    /// <summary>Masks in a record: 1, or 6 where the data set has attributes.</summary>
    public int MaskCount { get; }

    /// <summary>The files of each image as they are now.</summary>
    public IReadOnlyList<ValueList<FileStamp>> Stamps { get; }

    /// <summary>What the file says of itself.</summary>
    public CacheDescription Description { get; }

    /// <summary>Names the state of the files.</summary>
    public string Content { get; }

    /// <summary>Files of an image: its own and those of its masks.</summary>
    public int FileCount => 1 + MaskCount;

    /// <summary>Header of a file that is being built.</summary>
    public CacheHeader Header { get; }

    /// <summary>The description as UTF-8.</summary>
    public byte[] DescriptionBytes { get; }

    /// <summary>The layout of a data set as its files are now; sizes and times are read.</summary>
    public static CacheLayout Of(PreparationConfig config, DermoscopyDataset dataset) => new(config, dataset);

    /// <summary>Paths of an image's files in the order of its stamps.</summary>
    public IEnumerable<string> PathsOf(int record) => Images[record].Files.Take(FileCount);

    /// <summary>The bytes of a record: the image, then its masks, and which of those have a pixel set.</summary>
    public (byte[] Pixels, CacheRow Row) Record(int record, PreparedSample sample)
    {
        var pixels = new byte[Header.RecordLength];
        sample.Image.Values.CopyTo(pixels, 0);
        uint positives = 0;
        for (int i = 0; i < sample.Masks.Count; i++)
        {
            sample.Masks[i].Values.CopyTo(pixels, (3 + i) * Size.Area);
            positives |= sample.Masks[i].IsEmpty ? 0 : 1u << i;
        }

        return (pixels, new(CacheStatus.Done, positives, sample.OriginalSize, Checksum.Of(pixels), Stamps[record]));
    }

    private ValueList<FileStamp> StampsOf(DermoscopyImage image) => [.. image.Files.Take(1 + MaskCount).Select(FileStamp.Of)];

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
