using System.Security.Cryptography;
using SkinSeg.Models;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using SkinSeg.Training;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Training;

/// <summary>A training of three epochs and nine steps, the third of each epoch with one image, to stop and to continue.</summary>
internal sealed class TrainingRig : IDisposable
{
    private readonly SmallWorld world = new(7);

    /// <summary>A DeepLabV3+ of a few thousand weights that drops half of its pyramid's numbers.</summary>
    public static NetworkConfig TinyDeepLab { get; } = NetworkCatalogue.CompactDeepLab with
    {
        Name = "deeplab-tiny",
        Encoder = Xception65Config.Compact with { StemWidths = [4, 4], EntryWidths = [4, 6, 8], MiddleBlocks = 1, ExitWidths = [8, 8, 10] },
        Decoder = DeepLabConfig.Compact with { PyramidWidth = 8, SkipWidth = 4, Width = 8, Dropout = 0.5 },
    };

    public static TrainingConfig Config { get; } = SmallWorld.Experiment.Training with { Epochs = 3 };

    public NetworkConfig Network { get; init; } = SmallWorld.Experiment.Network;

    public TrainingData Data => new(world.Images.Subset(world.Data.Ids.Take(5)), world.Images.Subset(world.Data.Ids.Skip(5)), Preprocessing.Torch);

    public string this[params string[] parts] => world[parts];

    public void Dispose() => world.Dispose();

    public ResumableTraining In(string folder, TrainingConfig? config = null) => new(config ?? Config, Data, world[folder]) { Identity = "rig" };

    /// <summary>A new network, as after a start of the program, trained to the end; a hash of its weights and the reports.</summary>
    public Outcome Run(ResumableTraining training, IProgress<EpochReport>? progress = null, CancellationToken stop = default) =>
        Run(network => training.Fit(network, progress, stop));

    public Outcome Run(Func<nn.Module<Tensor, Tensor>, ValueList<EpochReport>> fit)
    {
        using var network = Network.Build(1);
        var reports = fit(network);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (_, value) in network.state_dict().OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            using var plain = value.contiguous();
            hash.AppendData(plain.bytes);
        }

        return new(Convert.ToHexString(hash.GetHashAndReset()), reports);
    }

    /// <summary>The files of the one checkpoint in a folder by name, without those that name times.</summary>
    public IReadOnlyDictionary<string, string> Results(string folder) => Directory
        .GetFiles(Directory.GetDirectories(world[folder], "checkpoint-*").Single())
        .Where(path => Path.GetFileName(path) is not ("machine.json" or "manifest.json"))
        .ToDictionary(path => Path.GetFileName(path), path => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));

    /// <summary>The same loss, under the same name, which does something before its n-th call in training or in validation.</summary>
    public static TrainingConfig Before(int call, bool validation, Action act)
    {
        int calls = 0;
        return Config with
        {
            Loss = new(Config.Loss.Name, (logits, target) =>
            {
                if (is_grad_enabled() != validation && ++calls == call)
                {
                    act();
                }

                return Config.Loss.Evaluate(logits, target);
            }),
        };
    }

    /// <summary>Throws when it is called for the n-th time.</summary>
    public static Action<T> FailAt<T>(int call, Exception error)
    {
        int calls = 0;
        return _ =>
        {
            if (++calls == call)
            {
                throw error;
            }
        };
    }

    /// <summary>What a program ends with that nobody expects.</summary>
    public sealed class Crash : Exception;

    public sealed record Outcome(string Weights, ValueList<EpochReport> Reports);

    public sealed class Watcher(Action<EpochReport> see) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => see(value);
    }
}
