using System.Globalization;
using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Inference;
using SkinSeg.Models;
using SkinSeg.Primitives;
using SkinSeg.Tensors;

namespace SkinSeg.Notebooks.Bench;

/// <summary>The paper's 25 predictions of an image, five folds × five views in shared batches, beside 25 calls of one prediction each.</summary>
/// <param name="Size">Height and width of the images.</param>
/// <param name="Images">How many are predicted in one call, where it is not one.</param>
internal sealed record TtaBench(ImageSize Size, int Images)
{
    private const int Folds = 5;
    private const string Unit = "ms per image";

    /// <summary>Measures each network on a single image, and on several.</summary>
    public IReadOnlyList<BenchRow> Run(IReadOnlyList<NetworkConfig> networks, Comparison comparison) =>
        [.. networks.SelectMany(network => Measure(network, comparison))];

    private IEnumerable<BenchRow> Measure(NetworkConfig config, Comparison comparison)
    {
        SegmentationNetwork[] networks = [.. Enumerable.Range(1, Folds).Select(seed => config.Build(seed))]; // weights do not change the time
        try
        {
            Predictor[] folds = [.. networks.Select(network => Predictor.Of(config.Name, network, Preprocessing.Of(config.Preprocessing)))];
            RgbImage[] images = [.. Enumerable.Range(1, Images).Select(seed => SyntheticDermoscopy.Draw(new(), seed).Image.ResizeTo(Size))];
            return [Measure(config.Name, folds, images[..1], comparison), .. Images > 1 ? [Measure(config.Name, folds, images, comparison)] : Array.Empty<BenchRow>()];
        }
        finally
        {
            Array.ForEach(networks, network => network.Dispose());
        }
    }

    private BenchRow Measure(string name, Predictor[] folds, RgbImage[] images, Comparison comparison)
    {
        var together = Predictor.Mean(folds).With(TestTimeView.Paper);
        Predictor[] single = [.. folds.SelectMany(fold => TestTimeView.Paper.Select(view => fold.With([view])))];
        return comparison.Measure(
            string.Create(CultureInfo.InvariantCulture, $"{single.Length} predictions, {name}, {Size}, {images.Length} image(s) in a call"),
            Unit,
            images.Length,
            () => Array.ForEach(images, image => ProbabilityMap.Mean(Array.ConvertAll(single, predictor => predictor.PredictOne(image)))),
            () => together.Predict(images));
    }
}
