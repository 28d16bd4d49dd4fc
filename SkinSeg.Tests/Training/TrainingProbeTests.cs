using System.Diagnostics;
using SkinSeg.Data;
using SkinSeg.Models;
using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using SkinSeg.Training;
using TorchSharp;
using Xunit;

namespace SkinSeg.Tests.Training;

public sealed class TrainingProbeTests(ITestOutputHelper output)
{
    [Fact]
    [NoTensorLeak]
    public void A_probe_leaves_the_network_and_the_random_numbers_as_they_were()
    {
        using var rig = new TrainingRig();
        using var scope = torch.NewDisposeScope();
        using var network = rig.Network.Build(1);
        network.eval();
        var before = network.state_dict().ToDictionary(pair => pair.Key, pair => pair.Value.clone());
        TorchRuntime.Seed(3);
        var expected = torch.rand(4);
        TorchRuntime.Seed(3);

        var speed = TrainingProbe.Run(TrainingRig.Config, network, rig.Data, 5, TimeProvider.System);

        Assert.True(speed is { SecondsPerStep: > 0, SecondsPerValidationImage: > 0, PeakMemoryBytes: > 1 << 20 });
        Assert.All(network.state_dict(), pair => Assert.True(pair.Value.equal(before[pair.Key]).all().item<bool>()));
        Assert.All(network.parameters(), parameter => Assert.True(parameter.grad is null));
        Assert.False(network.training);
        Assert.True(expected.equal(torch.rand(4)).all().item<bool>());
    }

    [Fact]
    [NoTensorLeak]
    public void The_size_of_a_checkpoint_is_known_before_there_is_one()
    {
        using var rig = new TrainingRig();
        using var network = rig.Network.Build(1);
        rig.Run(rig.In("run"));

        long expected = TrainingProbe.Run(TrainingRig.Config, network, rig.Data, 1, TimeProvider.System).CheckpointBytes;
        long size = Directory.GetFiles(rig.In("run").Find()!.Folder, "*.safetensors").Sum(path => new FileInfo(path).Length);

        Assert.InRange(size - expected, 0, 400 * network.state_dict().Count); // names and places of the tensors in two files
    }

    [Fact]
    public void A_whole_training_is_its_epochs_times_steps_and_images()
    {
        using var rig = new TrainingRig();

        Assert.Equal(3 * ((2.5 * 7) + (2 * 0.5)), new TrainingSpeed(7, 0.5, 0, 0).SecondsOf(TrainingRig.Config, rig.Data), 9);
    }

    [Fact(Explicit = true)]
    public void A_probe_of_twenty_steps_foretells_twenty_epochs()
    {
        using var folder = new TemporaryFolder();
        var data = Isic2018.Open(SharedFiles.PathOf("data", "isic2018-256")).Sample(120, 1);
        var images = PreparedImages.Open(new() { Size = new(96, 128) }, data, folder["cache"]);
        var sets = new TrainingData(images.Subset(images.Ids.Take(96)), images.Subset(images.Ids.Skip(96)), Preprocessing.Torch);
        var config = TrainingConfig.FromScratch with { Epochs = 20 };
        using var network = NetworkCatalogue.CompactResNet.Build(seed: 1);

        var speed = TrainingProbe.Run(config, network, sets, 20, TimeProvider.System);
        long start = Stopwatch.GetTimestamp();
        new ResumableTraining(config, sets, folder["run"]).Fit(network);
        double took = Stopwatch.GetElapsedTime(start).TotalSeconds;

        output.WriteLine(FormattableString.Invariant($"foretold {speed.SecondsOf(config, sets):F1} s, took {took:F1} s ({speed})"));
    }
}
