using SkinSeg.Experiments;
using SkinSeg.Models;
using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Experiments;

/// <summary>An experiment that starts from weights that others trained.</summary>
public sealed class InitialWeightsTests : IDisposable
{
    private readonly SmallWorld world = new(images: 2);

    public void Dispose() => world.Dispose();

    [Fact]
    [NoTensorLeak]
    public void The_encoder_starts_from_the_file_and_the_rest_from_the_fold_s_own_seed()
    {
        string file = WriteEncoder("imagenet.safetensors", seed: 7);
        using var pretrained = SmallWorld.Experiment.Network.Build(seed: 7);
        using var random = SmallWorld.Experiment.BuildNetwork(fold: 1);
        using var started = (SmallWorld.Experiment with { InitialWeights = file }).BuildNetwork(fold: 1);

        Assert.Equal(Bits(pretrained, "encoder."), Bits(started, "encoder."));
        Assert.Equal(Bits(random, "decoder."), Bits(started, "decoder."));
        Assert.NotEqual(Bits(random, "encoder."), Bits(started, "encoder."));
    }

    [Fact]
    public void A_file_of_a_whole_network_fills_all_of_it()
    {
        string file = world["trained.safetensors"];
        using var trained = SmallWorld.Experiment.Network.Build(seed: 7);
        ModelFile.Save(file, trained, new() { Network = SmallWorld.Experiment.Network });
        using var started = (SmallWorld.Experiment with { InitialWeights = file }).BuildNetwork(fold: 0);

        Assert.Equal(Bits(trained, string.Empty), Bits(started, string.Empty));
    }

    [Fact]
    public void Weights_are_part_of_an_experiment_s_identity_and_the_name_of_their_file_is_not()
    {
        var random = SmallWorld.Experiment;
        string file = WriteEncoder("one.safetensors", seed: 7);
        File.Copy(file, world["renamed.safetensors"]);

        string identity = (random with { InitialWeights = file }).Identity(world.Data);

        Assert.NotEqual(random.Identity(world.Data), identity);
        Assert.Equal(identity, (random with { InitialWeights = world["renamed.safetensors"] }).Identity(world.Data));
        Assert.NotEqual(identity, (random with { InitialWeights = WriteEncoder("other.safetensors", seed: 8) }).Identity(world.Data));
    }

    [Fact]
    public void A_missing_file_is_named_before_anything_is_computed()
    {
        string file = world["absent.safetensors"];
        var run = world.Run with { Experiment = SmallWorld.Experiment with { InitialWeights = file } };

        Assert.Equal($"There is no file {file}; check the path.", Assert.Throws<FileNotFoundException>(() => run.Train(0)).Message);
        Assert.False(Directory.Exists(world["runs"]));
    }

    [Fact]
    [NoTensorLeak]
    public void A_file_of_another_network_is_refused_by_the_network_s_name_and_nothing_is_stored()
    {
        var wider = SmallWorld.Experiment.Network with { Name = "resnet-wider", Encoder = ResNetConfig.Compact };
        var run = world.Run with { Experiment = SmallWorld.Experiment with { Network = wider, InitialWeights = WriteEncoder("tiny.safetensors", seed: 7) } };

        string message = Assert.Throws<InvalidDataException>(() => run.Train(0)).Message;

        Assert.Contains("tiny.safetensors does not cover resnet-wider: ", message, StringComparison.Ordinal);
        Assert.EndsWith($"Use weights of the same network, or allow a partial load ({nameof(WeightLoading.AllowPartial)}).", message, StringComparison.Ordinal);
        Assert.Empty(world.Store.List());
    }

    [Fact]
    public void A_result_and_its_model_file_say_what_they_started_from()
    {
        var experiment = SmallWorld.Experiment with { InitialWeights = WriteEncoder("imagenet.safetensors", seed: 7), Training = SmallWorld.Experiment.Training with { Epochs = 1 } };

        var result = (world.Run with { Experiment = experiment }).Run([0]);

        Assert.StartsWith("resnet-tiny from the weights of imagenet.safetensors at 32×64", TableOne.Conditions(result), StringComparison.Ordinal);
        Assert.Contains("started from the weights of imagenet.safetensors", ModelFile.Read(result.Folds[0].ModelPath).Notes, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> Bits(nn.Module network, string prefix) =>
        network.state_dict().Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(pair => pair.Key, pair => Convert.ToHexString(pair.Value.bytes));

    // As ImageNet's are published: an encoder's keys, a classifier behind them, and no description.
    private string WriteEncoder(string name, int seed)
    {
        using var scope = NewDisposeScope();
        using var network = SmallWorld.Experiment.Network.Build(seed);
        var tensors = network.state_dict()
            .Where(pair => pair.Key.StartsWith("encoder.", StringComparison.Ordinal))
            .Select(pair => KeyValuePair.Create(pair.Key["encoder.".Length..], pair.Value))
            .Append(KeyValuePair.Create("fc.weight", ones(10, 8)));
        SafeTensorsWriter.Write(world[name], tensors, new Dictionary<string, string>());
        return world[name];
    }
}
