using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Where the pixels of prepared images come from. Records are counted from 0; mask 0 is the lesion's, 1 the first attribute's. Called from many threads.</summary>
internal interface IPreparedSource
{
    ImageSize Size { get; }

    int MaskCount { get; }

    PreparedImage Read(int record, int mask);

    bool IsPositive(int record, int mask);
}

/// <summary>Prepared images held in memory, with their lesion masks.</summary>
internal sealed class ImagesInMemory(ImageSize size, PreparedImage[] images) : IPreparedSource
{
    public ImageSize Size => size;

    public int MaskCount => 1;

    public PreparedImage Read(int record, int mask) => images[record];

    public bool IsPositive(int record, int mask) => !images[record].Mask.IsEmpty;

    public static PreparedImages Load(PreparationConfig config, DermoscopyDataset dataset, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        var outcomes = OrderedParallel.Map(dataset.Images, files => Prepare(config, files), progress, cancellationToken, config.Workers);
        PreparedImage[] images = [.. outcomes.Select(outcome => outcome.Image).OfType<PreparedImage>()];
        return new(
            new ImagesInMemory(config.Size, images),
            0,
            images.Select((image, i) => (image.Id, i)),
            [.. outcomes.Select(outcome => outcome.Finding).OfType<PreparationFinding>()]);
    }

    private static (PreparedImage? Image, PreparationFinding? Finding) Prepare(PreparationConfig config, DermoscopyImage files)
    {
        try
        {
            var sample = PreparedSample.Of(config, files, [files.LesionMaskPath]);
            return (new(files.Id, sample.Image, sample.Masks[0], sample.OriginalSize), null);
        }
        catch (Exception e) when (config.OnBadImage == OnBadImage.Skip && PreparedSample.IsBadImage(e))
        {
            return (null, new(files.Id, PreparationAction.Skipped, e.Message));
        }
    }
}
