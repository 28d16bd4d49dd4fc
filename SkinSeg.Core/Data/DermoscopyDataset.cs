using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Images with lesion masks, sorted by id: what <see cref="Isic2018"/> found in a folder, or a part of it.</summary>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record DermoscopyDataset : ISelfDisplay
{
    internal DermoscopyDataset(string name, Partition partition, IEnumerable<DermoscopyImage> images)
    {
        Name = name;
        Partition = partition;
        Images = [.. images.OrderBy(image => image.Id, StringComparer.Ordinal)];
        ManifestHash = HashOf(Images);
    }

    /// <summary>Name of the folder, for headings.</summary>
    public string Name { get; }

    /// <summary>Which part of the challenge's data this is.</summary>
    public Partition Partition { get; }

    /// <summary>The images in ordinal order of their ids.</summary>
    public ValueList<DermoscopyImage> Images { get; }

    /// <summary>SHA-256 (hexadecimal) over the sorted names and sizes in bytes of all files: two runs with equal hashes saw the same files.</summary>
    public string ManifestHash { get; }

    /// <summary>The ids, in order.</summary>
    public IEnumerable<string> Ids => Images.Select(image => image.Id);

    /// <summary>Whether every image has its five attribute masks.</summary>
    public bool HasAttributes => Images.All(image => image.AttributeMasks.Count == LesionAttributes.All.Count);

    /// <summary>The image of one id.</summary>
    /// <exception cref="ArgumentException">The data set has no such image.</exception>
    public DermoscopyImage this[string id] =>
        Images.FirstOrDefault(image => image.Id == id)
        ?? throw new ArgumentException($"{Name} has no image {id}; it has {Images.Count}, from {Images[0].Id} to {Images[^1].Id}.", nameof(id));

    /// <summary>The images of <paramref name="ids"/> alone; order does not matter.</summary>
    /// <exception cref="ArgumentException">An id is not in the data set, or there is none.</exception>
    public DermoscopyDataset Subset(IEnumerable<string> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var wanted = ids.ToHashSet(StringComparer.Ordinal);
        DermoscopyImage[] images = [.. Images.Where(image => wanted.Remove(image.Id))];
        if (wanted.Count > 0 || images.Length == 0)
        {
            string missing = wanted.Count > 0 ? $"{wanted.Count} that are not there, such as {wanted.Min(StringComparer.Ordinal)}" : "none";
            throw new ArgumentException($"Expected ids of images in {Name}, got {missing}.", nameof(ids));
        }

        return new(Name, Partition, images);
    }

    /// <summary>A random choice of <paramref name="count"/> images, or all where there are no more; the same for the same seed.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1.</exception>
    public DermoscopyDataset Sample(int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        // Ordered by each image's own number: the choice of 300 holds the choice of 200.
        var order = Images.OrderBy(image => Seed.Derive(seed, 0, $"sample {image.Id}")).ThenBy(image => image.Id, StringComparer.Ordinal);
        return new(Name, Partition, order.Take(count));
    }

    /// <inheritdoc/>
    public string ToHtml() => Counts().ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => Counts().ToMarkdown();

    /// <summary>For example <c>isic2018-256, Training: 2000 images</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}, {Partition}: {Images.Count} images");

    /// <summary>What <see cref="ManifestHash"/> is taken over: a line per file, its name and its size in bytes as they are now.</summary>
    internal IEnumerable<string> ManifestLines => LinesOf(Images);

    private static string HashOf(IEnumerable<DermoscopyImage> images) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(LinesOf(images)))));

    private static IEnumerable<string> LinesOf(IEnumerable<DermoscopyImage> images) => images.SelectMany(image => image.Files)
        .Select(path => string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}\t{new FileInfo(path).Length}\n"))
        .Order(StringComparer.Ordinal);

    private Table Counts() => Table.Of(
        ToString(),
        ["Files", "Count"],
        [
            ["images", Text(Images.Count)],
            ["lesion masks", Text(Images.Count)],
            ["attribute masks", Text(Images.Sum(image => image.AttributeMasks.Count))],
            ["manifest", ManifestHash[..12]],
        ]);

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
