using SkinSeg.Losses;
using SkinSeg.Models;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Training;
using static TorchSharp.torch;

namespace SkinSeg.Notebooks.Bench;

/// <summary>Training step and inference of networks, accelerated beside plain: 32-bit floats, channel by channel, every layer by itself.</summary>
/// <param name="Size">Height and width of the images.</param>
/// <param name="BatchSize">Images in a step.</param>
internal sealed record NetworkBench(ImageSize Size, int BatchSize)
{
    private const string Unit = "ms per image";

    /// <summary>Measures networks; the paper's five get their geometric means, too, where several of them are measured.</summary>
    public IReadOnlyList<BenchRow> Run(IReadOnlyList<NetworkConfig> networks, Comparison comparison)
    {
        var training = new List<(NetworkConfig Network, BenchRow Row)>();
        var inference = new List<(NetworkConfig Network, BenchRow Row)>();
        foreach (var config in networks)
        {
            using var scope = NewDisposeScope();
            using var network = config.Build(seed: 1);
            using var generator = new Generator(1, CPU);
            var images = randn([BatchSize, 3, Size.Height, Size.Width], generator: generator);                       // N×3×H×W
            var masks = randn([BatchSize, 1, Size.Height, Size.Width], generator: generator).gt(Scalars.Zero).to_type(float32);  // N×1×H×W
            training.Add((config, Training(network, images, masks, comparison)));
            inference.Add((config, Inference(network, images, comparison)));
        }

        return [.. training.Select(item => item.Row), .. Mean("training step", training), .. inference.Select(item => item.Row), .. Mean("inference", inference)];
    }

    private static IEnumerable<BenchRow> Mean(string what, List<(NetworkConfig Network, BenchRow Row)> rows)
    {
        BenchRow[] full = [.. rows.Where(item => NetworkCatalogue.Paper.Contains(item.Network)).Select(item => item.Row)];
        return full.Length > 1 ? [BenchRow.GeometricMean($"geometric mean, {what} of {full.Length} full networks", full)] : [];
    }

    private BenchRow Training(SegmentationNetwork network, Tensor images, Tensor masks, Comparison comparison)
    {
        network.train();
        var config = new TrainingConfig { Loss = Loss.JaccardCrossEntropy };
        using var optimizer = new AdamOptimizer(config.Optimizer, totalSteps: 1000, network.parameters());
        void Step(BatchFormat format)
        {
            using var batch = new Batch([], format.Arrange(images), masks.alias());
            Trainer.Step(config, network, optimizer, batch);
        }

        return comparison.Measure(
            $"{network.Config!.Name}, training step", Unit, BatchSize, () => Step(BatchFormat.Plain), () => Step(BatchFormat.Of(Acceleration.Automatic, CPU)));
    }

    private BenchRow Inference(SegmentationNetwork network, Tensor images, Comparison comparison)
    {
        using var noGradient = no_grad();
        var format = BatchFormat.Of(Acceleration.Automatic, CPU);
        var ready = InferenceNetwork.Of(network, format);
        network.eval();
        void Predict(nn.Module<Tensor, Tensor> module, BatchFormat batchFormat)
        {
            using var scope = NewDisposeScope();
            module.call(batchFormat.Arrange(images));
        }

        return comparison.Measure(
            $"{network.Config!.Name}, inference", Unit, BatchSize, () => Predict(network, BatchFormat.Plain), () => Predict(ready, format));
    }
}
