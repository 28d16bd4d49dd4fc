using SkinSeg.Models;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Weights;

public sealed class ModelFileTests : IDisposable
{
    private static readonly ModelInfo Info = new()
    {
        Network = NetworkCatalogue.CompactResNet,
        InputSize = new ImageSize(96, 128),
        Preprocessing = PreprocessingKind.Torch,
        Thresholds = new() { High = 0.7, Low = 0.35 },
        TrainedOn = "24 drawn images, fold 1",
        Score = "Jaccard 0.812 ± 0.020 (n = 100)",
        Notes = "höher \"als\" 0,8",
    };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    [NoTensorLeak]
    public void A_saved_network_comes_back_the_same_to_the_last_bit()
    {
        using var network = Info.Network.Build(seed: 1);
        using var scope = NewDisposeScope();
        network.call(rand(2, 3, 32, 32)); // moves the running statistics and the counters of batches
        ModelFile.Save(folder["net.safetensors"], network, Info);

        using var loaded = ModelFile.Load(folder["net.safetensors"]);

        Assert.Equal(Info, loaded.Info);
        Assert.False(loaded.Network.training);
        var (saved, found) = (network.state_dict(), loaded.Network.state_dict());
        Assert.Equal(saved.Keys, found.Keys);
        Assert.All(saved, entry => Assert.True(entry.Value.equal(found[entry.Key]).all().item<bool>(), entry.Key));
        Assert.Equal(Info, ModelFile.Read(folder["net.safetensors"]));
    }

    [Fact]
    [NoTensorLeak]
    public void Half_precision_halves_the_file_and_keeps_the_logits_close()
    {
        using var network = Info.Network.Build(seed: 1);
        using var scope = NewDisposeScope();
        ModelFile.Save(folder["full.safetensors"], network, Info);
        ModelFile.Save(folder["half.safetensors"], network, Info, FilePrecision.HalfKernels);
        using var loaded = ModelFile.Load(folder["half.safetensors"]);
        network.eval();
        var images = rand(1, 3, 64, 64);

        Assert.InRange(new FileInfo(folder["half.safetensors"]).Length, 0, 0.52 * new FileInfo(folder["full.safetensors"]).Length);
        Assert.Equal(float32, loaded.Network.parameters().First().dtype);
        Assert.InRange((network.call(images) - loaded.Network.call(images)).abs().max().item<float>(), 0, 0.01);
    }

    [Fact]
    [NoTensorLeak]
    public void A_file_of_another_network_is_refused_with_what_does_not_fit_and_changes_nothing()
    {
        var narrow = NetworkCatalogue.CompactResNet with { Name = "narrow", Decoder = PyramidConfig.Compact with { FullSizeWidth = 8 } };
        using var other = narrow.Build(seed: 1);
        using var network = Info.Network.Build(seed: 2);
        using var scope = NewDisposeScope();
        ModelFile.Save(folder["narrow.safetensors"], other, Info with { Network = narrow });
        var before = network.state_dict().ToDictionary(entry => entry.Key, entry => entry.Value.clone());

        string message = Assert.Throws<InvalidDataException>(() => ModelFile.LoadWeights(folder["narrow.safetensors"], network)).Message;

        Assert.Contains("narrow.safetensors is not of this network: 5 of another shape (decoder.up5.conv1.weight [8, 32, 3, 3] instead of [24, 32, 3, 3], ", message);
        Assert.Contains("It was saved from 'narrow'. Use a file of the same network.", message);
        Assert.All(network.state_dict(), entry => Assert.True(entry.Value.equal(before[entry.Key]).all().item<bool>(), entry.Key));
    }

    [Fact]
    public void Missing_and_unexpected_keys_are_named()
    {
        using var encoder = Info.Network.Encoder.Build(seed: 1);
        using var network = Info.Network.Build(seed: 1);
        ModelFile.Save(folder["encoder.safetensors"], encoder, Info);

        string message = Assert.Throws<InvalidDataException>(() => ModelFile.Load(folder["encoder.safetensors"])).Message;

        Assert.Contains("missing (encoder.conv1.weight, encoder.bn1.weight, encoder.bn1.bias, …)", message);
        Assert.Contains("126 unexpected (", message);
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_refused_with_their_key()
    {
        using var network = Info.Network.Build(seed: 1);
        using (no_grad())
        {
            network.state_dict()["head.bias"].fill_(double.NaN);
        }

        ModelFile.Save(folder["nan.safetensors"], network, Info);

        Assert.Contains("nan.safetensors holds numbers in 'head.bias' that are not finite", Assert.Throws<InvalidDataException>(() => ModelFile.Load(folder["nan.safetensors"])).Message);
    }

    [Fact]
    public void Weights_without_a_description_and_files_that_are_not_there_say_so()
    {
        using var value = zeros(3);
        SafeTensorsWriter.Write(folder["plain.safetensors"], [KeyValuePair.Create("a", value)], new Dictionary<string, string>());
        File.WriteAllText(folder["text.safetensors"], "not a model at all, but long enough");
        File.WriteAllBytes(folder["empty.safetensors"], []);

        Assert.Contains("no description by this kit", Assert.Throws<InvalidDataException>(() => ModelFile.Read(folder["plain.safetensors"])).Message);
        Assert.Contains("text.safetensors is not a whole safetensors file", Assert.Throws<InvalidDataException>(() => ModelFile.Read(folder["text.safetensors"])).Message);
        Assert.Contains("it is shorter than 8 bytes", Assert.Throws<InvalidDataException>(() => ModelFile.Read(folder["empty.safetensors"])).Message);
        Assert.Contains("There is no file", Assert.Throws<FileNotFoundException>(() => ModelFile.Read(folder["nowhere.safetensors"])).Message);
    }

    [Fact]
    public void A_file_that_is_cut_off_says_so_wherever_it_is_cut()
    {
        using var network = Info.Network.Build(seed: 1);
        ModelFile.Save(folder["net.safetensors"], network, Info);
        byte[] whole = File.ReadAllBytes(folder["net.safetensors"]);

        foreach (int length in (int[])[4, 8, 1000, whole.Length / 2, whole.Length - 1])
        {
            File.WriteAllBytes(folder["cut.safetensors"], whole[..length]);
            Assert.Contains("cut.safetensors is not a whole safetensors file", Assert.Throws<InvalidDataException>(() => ModelFile.Load(folder["cut.safetensors"])).Message);
        }
    }

    [Fact]
    public void A_description_of_a_giant_is_refused_before_memory_is_taken_for_it()
    {
        using var network = Info.Network.Build(seed: 1);
        var giant = Info with { Network = Info.Network with { Encoder = ResNetConfig.Compact with { StageWidths = [32, 64, 96, 1_000_000] } } };
        var broken = Info with { Network = Info.Network with { Encoder = ResNetConfig.Compact with { StageWidths = [32, 64] } } };
        ModelFile.Save(folder["giant.safetensors"], network, giant);
        ModelFile.Save(folder["broken.safetensors"], network, broken);

        Assert.Contains("1000000 channels that its weights cannot fill", Assert.Throws<InvalidDataException>(() => ModelFile.Load(folder["giant.safetensors"])).Message);
        Assert.Contains("has a description that cannot be read", Assert.Throws<InvalidDataException>(() => ModelFile.Load(folder["broken.safetensors"])).Message);
    }
}
