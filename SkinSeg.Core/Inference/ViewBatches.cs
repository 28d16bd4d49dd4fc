using SkinSeg.Imaging;
using SkinSeg.Primitives;
using SkinSeg.Tensors;

namespace SkinSeg.Inference;

/// <summary>Shows every view of every image to a predictor in full batches: views of one size go together, a quarter turn with other quarter turns.</summary>
/// <param name="Views">The views.</param>
/// <param name="BatchSize">Views of images in one batch; so many are held of each size, and no more.</param>
/// <param name="Ask">A batch of one size → per image one map, or several of one network each.</param>
internal sealed record ViewBatches(
    ValueList<TestTimeView> Views, int BatchSize, Func<IReadOnlyList<RgbImage>, IReadOnlyList<IReadOnlyList<ProbabilityMap>>> Ask)
{
    /// <summary>What was answered, geometry undone: per image, per view, the maps.</summary>
    public IReadOnlyList<IReadOnlyList<ProbabilityMap>[]> Show(IReadOnlyList<RgbImage> images)
    {
        var answers = images.Select(_ => new IReadOnlyList<ProbabilityMap>[Views.Count]).ToArray();
        var waiting = new OrderedDictionary<ImageSize, List<Sight>>();
        for (int i = 0; i < images.Count; i++)
        {
            for (int v = 0; v < Views.Count; v++)
            {
                var changed = Views[v].Apply(images[i]);
                if (!waiting.TryGetValue(changed.Size, out var batch))
                {
                    waiting.Add(changed.Size, batch = []);
                }

                batch.Add(new(i, v, changed));
                if (batch.Count == BatchSize)
                {
                    See(batch, images, answers);
                }
            }
        }

        foreach (var batch in waiting.Values.Where(batch => batch.Count > 0))
        {
            See(batch, images, answers);
        }

        return answers;
    }

    private void See(List<Sight> batch, IReadOnlyList<RgbImage> images, IReadOnlyList<ProbabilityMap>[][] answers)
    {
        var asked = AskFor(batch);
        for (int k = 0; k < batch.Count; k++)
        {
            var sight = batch[k];
            answers[sight.Image][sight.View] = [.. asked[k].Select(map => Undo(Views[sight.View], map, images[sight.Image].Size))];
        }

        batch.Clear();
    }

    private IReadOnlyList<IReadOnlyList<ProbabilityMap>> AskFor(List<Sight> batch)
    {
        try
        {
            return Ask([.. batch.Select(sight => sight.Changed)]);
        }
        catch (InvalidMapException e)
        {
            var sight = batch[e.Place.Image];
            bool isSeen = e.Place.View.Length > 0 || Views[sight.View] == TestTimeView.Identity;
            throw new InvalidMapException(e.Place with { Image = sight.Image, View = isSeen ? e.Place.View : Views[sight.View].Name });
        }
    }

    private static ProbabilityMap Undo(TestTimeView view, ProbabilityMap map, ImageSize size)
    {
        var undone = view.Undo(map);
        return undone.Size == size
            ? undone
            : throw new InvalidOperationException(
                $"Expected Undo of the view '{view.Name}' to give a map of the image's size {size}, got {undone.Size}; it must turn back what Apply turned.");
    }

    private readonly record struct Sight(int Image, int View, RgbImage Changed);
}
