using System.IO.Compression;
using SkinSeg.Imaging;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Makes the masks of a submission and packs them.</summary>
internal sealed class SubmissionWriter(SubmissionConfig config, FileStore store)
{
    // The first moment a zip can name: entries say nothing of when they were made.
    private static readonly DateTimeOffset Moment = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly PredictionIndex index = new(store);

    public static void Write(SubmissionConfig config, string path, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        var items = SubmissionItem.Of(config.Task, SubmissionImage.In(config.Images));
        using var store = FileStore.Open(config.Predictions, "predictions");
        var writer = new SubmissionWriter(config, store);
        StoredFile[] files = [.. items.Select(writer.FileOf)]; // before the first is decoded
        byte[][] masks = OrderedParallel.Map(items.Zip(files), item => writer.Mask(item.First, item.Second), CountedProgress.Of(progress, items.Count), cancellationToken);
        AtomicFile.Write(path, stream => Pack(stream, items.Select(item => item.Name), masks));
    }

    // Stored, not deflated: PNG is compressed already, and so the bytes do not depend on a version of the compressor.
    private static void Pack(Stream stream, IEnumerable<string> names, byte[][] masks)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, mask) in names.Zip(masks))
        {
            var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
            entry.LastWriteTime = Moment;
            using var content = entry.Open();
            content.Write(mask);
        }
    }

    private StoredFile FileOf(SubmissionItem item)
    {
        var files = index.Find(item.Image.Id, item.Target, config.Rule is not null);
        string contents = $"a {(config.Rule is null ? "mask" : "map")} of {item.Image.Name} for {item.Name}";
        return files switch
        {
            [var only] => only,
            [] => throw new InvalidDataException($"{store.Path}: expected {contents}, found none. Add it, or leave its image out of {config.Images}."),
            _ => throw new InvalidDataException($"{store.Path}: expected {contents}, found {files.Count}: {FileStore.Names([.. files.Select(file => file.Name)])}. Remove all but one."),
        };
    }

    private byte[] Mask(SubmissionItem item, StoredFile file)
    {
        if (config.Rule is not { } rule)
        {
            return ImageFiles.ToPng(MaskReading.Of(file, item.Image.Size, item.Image.Name).OrThrow());
        }

        var map = ImageFiles.ReadProbabilityMap(file.Place, file.Read()).ResizeTo(item.Image.Size);
        var mask = rule.Apply(item.Target, map);
        return mask.Size == map.Size
            ? ImageFiles.ToPng(mask)
            : throw new InvalidDataException($"{file.Place}: the rule '{rule.Name}' made a mask of {mask.Size} from a map of {map.Size}; expected one size. Correct the rule.");
    }
}
