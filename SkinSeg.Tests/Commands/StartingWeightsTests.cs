using SkinSeg.Experiments;
using SkinSeg.Models;
using SkinSeg.Notebooks.Commands;
using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Commands;

/// <summary>What <c>train --weights</c> makes of a name or a file.</summary>
public sealed class StartingWeightsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
    }

    [Fact]
    [NoTensorLeak]
    public void A_file_without_a_description_is_taken_for_the_usual_weights_of_its_format()
    {
        var network = SmallWorld.Experiment.Network with { Preprocessing = PreprocessingKind.Caffe, Encoder = Tiny with { BatchNormEpsilon = 0.5 } };
        string file = Write("mine.safetensors", network, described: false);

        var started = Apply(network, file);

        Assert.Equal(file, started.InitialWeights);
        Assert.Equal(network.For(WeightConvention.Torchvision), started.Network);
        Assert.Equal($"resnet-tiny starts from {file}, taken for weights as torchvision has them: colors as Torch.\n", output.ToString());
    }

    [Fact]
    [NoTensorLeak]
    public void A_compact_network_is_what_its_own_file_expects()
    {
        string file = Write("mine.safetensors", NetworkCatalogue.CompactXception, described: false);

        Assert.Equal(NetworkCatalogue.CompactXception, Apply(NetworkCatalogue.CompactXception, file).Network);
        Assert.Contains("taken for weights of this very network: colors as TensorFlow.", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [NoTensorLeak]
    public void A_model_file_of_the_kit_knows_itself_what_it_expects()
    {
        var trained = SmallWorld.Experiment.Network with { Encoder = Tiny with { Padding = PaddingRule.TensorFlowSame } };
        string file = Write("model.safetensors", trained, described: true);

        Assert.Equal(trained with { Preprocessing = PreprocessingKind.Unit }, Apply(SmallWorld.Experiment.Network, file).Network);
        Assert.Equal(
            $"{file} holds a resnet-tiny, but the network is xception-compact. Give --network resnet-tiny, or other weights.",
            Assert.Throws<ArgumentException>(() => Apply(NetworkCatalogue.CompactXception, file)).Message);
    }

    [Fact]
    [NoTensorLeak]
    public void A_Keras_file_is_converted_beside_itself_and_taken_for_Keras_weights()
    {
        string file = folder["mine.h5"];
        File.Copy(SharedFiles.PathOf("fixtures", "weights", "tiny-densenet-keras.h5"), file);
        File.SetAttributes(file, FileAttributes.Normal);
        var encoder = new DenseNetConfig { GrowthRate = 4, LayersPerBlock = [2, 2, 2, 2], StemChannels = 8, BottleneckFactor = 2 };
        var network = NetworkCatalogue.CompactDenseNet with { Name = "densenet-tiny", Encoder = encoder };

        var fromH5 = Apply(network, file);
        var fromConverted = Apply(network, folder["mine.converted.safetensors"]);

        Assert.Equal(folder["mine.converted.safetensors"], fromH5.InitialWeights);
        Assert.Equal(network.For(WeightConvention.KerasDenseNet), fromH5.Network);
        Assert.Equal(fromH5, fromConverted);
    }

    [Fact]
    public void A_word_that_is_neither_a_file_nor_a_name_is_said_to_be_so() => Assert.Equal(
        $"There is no file {Path.GetFullPath("imagenet.pth")}, and 'weights list' has no 'imagenet.pth'. Check the path, or give one of its names.",
        Assert.Throws<FileNotFoundException>(() => Apply(NetworkCatalogue.ResNet152, "imagenet.pth")).Message);

    [Fact]
    public void Published_weights_of_another_network_are_refused_and_those_that_are_not_fetched_named()
    {
        string other = Assert.Throws<ArgumentException>(() => Apply(NetworkCatalogue.ResNet152, "xception-smp")).Message;
        string absent = Assert.Throws<FileNotFoundException>(() => Apply(NetworkCatalogue.DeepLabStride8, "deeplab")).Message;

        Assert.Equal("The weights 'xception-smp' are of xception, but the network is resnet152. Give --network xception, or other weights.", other);
        Assert.EndsWith("Get them with: weights fetch deeplab-pascal", absent, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_network_is_refused_before_the_lab_opens()
    {
        string file = Write("mine.safetensors", SmallWorld.Experiment.Network, described: false);
        using var error = new StringWriter();

        int code = CommandLine.Run(["train", "--network", "densenet-compact", "--weights", file, "--out", folder["out"]], output, error);

        Assert.Equal((2, string.Empty), (code, output.ToString()));
        Assert.StartsWith($"Error: {file} fits no key of densenet-compact: ", error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder["out", "runs"]) || Directory.Exists(folder["out", "synthetic-24"]));
    }

    private static ResNetConfig Tiny => (ResNetConfig)SmallWorld.Experiment.Network.Encoder;

    private Experiment Apply(NetworkConfig network, string named) => StartingWeights.Apply(
        SmallWorld.Experiment with { Network = network }, named, folder.Path, new(output, output, TestContext.Current.CancellationToken));

    private string Write(string name, NetworkConfig config, bool described)
    {
        using var scope = NewDisposeScope();
        using var network = config.Build(seed: 3);
        if (described)
        {
            ModelFile.Save(folder[name], network, new() { Network = config, Preprocessing = PreprocessingKind.Unit });
        }
        else
        {
            var encoder = network.state_dict().Where(pair => pair.Key.StartsWith("encoder.", StringComparison.Ordinal));
            SafeTensorsWriter.Write(folder[name], encoder.Select(pair => KeyValuePair.Create(pair.Key["encoder.".Length..], pair.Value)), new Dictionary<string, string>());
        }

        return folder[name];
    }
}
