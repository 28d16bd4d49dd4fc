using SkinSeg.Models;
using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Weights;

/// <summary>What is loaded into what, and what is said of the rest; the formats have tests of their own.</summary>
public sealed class PretrainedWeightsTests : IDisposable
{
    private static readonly ResNetConfig Narrow = ResNetConfig.Compact with { StemChannels = 4, StageWidths = [4, 8, 8, 8], BlocksPerStage = [1, 1, 1, 1] };

    private static readonly NetworkConfig Network = NetworkCatalogue.CompactResNet with { Encoder = Narrow };

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("tiny-densenet.pth")]
    [InlineData("tiny-densenet-legacy.pth")]
    [InlineData("tiny-densenet-wrapped.pth")]
    [InlineData("tiny-densenet-old-names.pth")]
    [NoTensorLeak]
    public void Files_of_PyTorch_hold_the_same_bits_as_the_safetensors_file(string name)
    {
        using var scope = NewDisposeScope();
        using var expected = TinyDenseNet();
        using var found = TinyDenseNet();
        PretrainedWeights.Load(SharedFiles.PathOf("fixtures", "weights", "tiny-densenet.safetensors"), expected);

        var coverage = PretrainedWeights.Load(SharedFiles.PathOf("fixtures", "weights", name), found);

        Assert.True(coverage.IsComplete);
        Assert.Equal(WithoutCounters(expected), WithoutCounters(found)); // the safetensors file has none
        Assert.Equal(0, found.state_dict()["features.norm0.num_batches_tracked"].item<long>());
        Assert.NotEqual(7, found.state_dict()["features.conv0.weight"][0, 0, 0, 0].item<float>()); // what the module began with
    }

    [Fact]
    [NoTensorLeak]
    public void A_classifiers_file_fills_the_encoder_and_its_last_layer_is_skipped()
    {
        using var scope = NewDisposeScope();
        using var encoder = Narrow.Build(seed: 1);
        using var network = Network.Build(seed: 2);
        var decoder = network.state_dict()["decoder.up5.conv1.weight"].clone();
        Write("classifier.safetensors", encoder.state_dict().Append(KeyValuePair.Create("fc.weight", ones(3, 8))).Append(KeyValuePair.Create("last_linear.bias", ones(3))));

        var coverage = PretrainedWeights.Load(folder["classifier.safetensors"], network);

        Assert.True(coverage.IsComplete);
        Assert.Contains("layer1.0.conv1.weight", coverage.Loaded);
        Assert.All(encoder.state_dict(), entry => Assert.True(entry.Value.equal(network.state_dict()[$"encoder.{entry.Key}"]).all().item<bool>(), entry.Key));
        Assert.True(decoder.equal(network.state_dict()["decoder.up5.conv1.weight"]).all().item<bool>());
    }

    [Theory]
    [InlineData(FilePrecision.Unchanged)]
    [InlineData(FilePrecision.HalfKernels)]
    [NoTensorLeak]
    public void A_model_file_of_the_kit_fills_the_whole_network_whose_precision_stays(FilePrecision precision)
    {
        using var scope = NewDisposeScope();
        using var saved = Network.Build(seed: 1);
        using var network = Network.Build(seed: 2);
        ModelFile.Save(folder["net.safetensors"], saved, new() { Network = Network }, precision);

        var coverage = PretrainedWeights.Load(folder["net.safetensors"], network);

        Assert.Equal(network.state_dict().Count, coverage.Loaded.Count);
        Assert.All(network.parameters(), parameter => Assert.Equal(float32, parameter.dtype));
        Assert.All(saved.state_dict(), entry => Assert.True(entry.Value.allclose(network.state_dict()[entry.Key], rtol: 1e-3, atol: 1e-6), entry.Key)); // 2⁻¹¹
    }

    [Fact]
    [NoTensorLeak]
    public void Counters_of_batches_may_be_missing_and_a_scale_that_is_not_learned_is_still_loaded()
    {
        using var scope = NewDisposeScope();
        using var norm = KeyedModule.Of(("bn.weight", [2]), ("bn.num_batches_tracked", []));
        Write("norm.safetensors", [KeyValuePair.Create("bn.weight", tensor(new float[] { 3, 4 }))]);

        var coverage = PretrainedWeights.Load(folder["norm.safetensors"], norm);

        Assert.Equal(["bn.weight"], coverage.Loaded);
        Assert.Equal([3, 4], norm.state_dict()["bn.weight"].data<float>().ToArray());
        Assert.Equal(7, norm.state_dict()["bn.num_batches_tracked"].item<long>());
    }

    [Fact]
    [NoTensorLeak]
    public void A_file_that_does_not_cover_is_refused_with_what_does_not_fit_unless_partial_loading_is_allowed()
    {
        using var scope = NewDisposeScope();
        using var module = KeyedModule.Of(("a.weight", [2]), ("b.weight", [3]), ("c.weight", [1]));
        Write("other.safetensors", [KeyValuePair.Create("a.weight", ones(2)), KeyValuePair.Create("b.weight", ones(4)), KeyValuePair.Create("x.weight", ones(1))]);
        var before = module.Bits();

        string message = Refusal("other.safetensors", module);

        Assert.Contains("other.safetensors does not cover KeyedModule: 1 missing (c.weight); 1 unexpected (x.weight); 1 of another shape (b.weight [4] instead of [3]).", message);
        Assert.EndsWith("or allow a partial load (AllowPartial).", message);
        Assert.Equal(before, module.Bits());
        var coverage = PretrainedWeights.Load(folder["other.safetensors"], module, new() { AllowPartial = true });
        Assert.Equal(["a.weight"], coverage.Loaded);
        Assert.Equal([1, 1], module.state_dict()["a.weight"].data<float>().ToArray());
        Assert.Equal([7, 7, 7], module.state_dict()["b.weight"].data<float>().ToArray());
    }

    [Fact]
    [NoTensorLeak]
    public void A_file_of_which_nothing_fits_is_always_refused()
    {
        using var scope = NewDisposeScope();
        using var module = KeyedModule.Of(("a.weight", [2]));
        Write("other.safetensors", [KeyValuePair.Create("x.weight", ones(1))]);

        Assert.Contains("other.safetensors fits no key of KeyedModule: 1 missing (a.weight); 1 unexpected (x.weight)", Refusal("other.safetensors", module, new() { AllowPartial = true }));
    }

    [Theory]
    [InlineData(double.NaN, "float64")]
    [InlineData(double.PositiveInfinity, "float32")]
    [InlineData(double.NegativeInfinity, "float16")]
    [InlineData(double.NaN, "bfloat16")]
    [NoTensorLeak]
    public void Numbers_that_are_not_finite_are_refused_by_their_key_and_nothing_is_changed(double value, string precision)
    {
        using var scope = NewDisposeScope();
        using var module = KeyedModule.Of(("a.weight", [2]), ("b.weight", [3]));
        var type = new[] { float64, float32, float16, bfloat16 }.First(candidate => candidate.ToString().Equals(precision, StringComparison.OrdinalIgnoreCase));
        Write("nan.safetensors", [KeyValuePair.Create("a.weight", ones(2, type)), KeyValuePair.Create("b.weight", tensor([1, value, 3], type))]);
        var before = module.Bits();

        Assert.Contains("nan.safetensors holds numbers in 'b.weight' that are not finite", Refusal("nan.safetensors", module));
        Assert.Equal(before, module.Bits());
    }

    [Fact]
    [NoTensorLeak]
    public void Whole_numbers_are_taken_for_counters_only()
    {
        using var scope = NewDisposeScope();
        using var module = KeyedModule.Of(("bn.weight", [2]), ("bn.num_batches_tracked", []));
        Write("whole.safetensors", [KeyValuePair.Create("bn.weight", ones(2, int64)), KeyValuePair.Create("bn.num_batches_tracked", tensor(5L))]);

        Assert.Contains("whole.safetensors holds whole numbers (Int64) in 'bn.weight' where weights belong", Refusal("whole.safetensors", module));
    }

    [Fact]
    public void Files_of_other_kinds_say_what_they_are()
    {
        using var module = KeyedModule.Of(("a.weight", [2]));
        File.WriteAllBytes(folder["keras.h5"], [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n', 0]);
        File.WriteAllText(folder["page.pth"], "<html>404 Not Found</html>");
        File.WriteAllBytes(folder["empty.pth"], []);

        Assert.Contains("keras.h5", Refusal("keras.h5", module));
        Assert.Contains("page.pth is no file of weights: expected safetensors, PyTorch's .pth or Keras' .h5", Refusal("page.pth", module));
        Assert.Contains("empty.pth is no file of weights", Refusal("empty.pth", module));
        Assert.Contains("There is no file", Assert.Throws<FileNotFoundException>(() => PretrainedWeights.Load(folder["nowhere.pth"], module)).Message);
    }

    private static IEnumerable<KeyValuePair<string, string>> WithoutCounters(KeyedModule module) =>
        module.Bits().Where(entry => !entry.Key.EndsWith("num_batches_tracked", StringComparison.Ordinal));

    /// <summary>The keys of the fixtures' DenseNet, without its classifier.</summary>
    internal static KeyedModule TinyDenseNet() => KeyedModule.Of([..
        from entry in SharedFiles.Json("fixtures", "weights", "expected.json").GetProperty("state_dict").EnumerateArray()
        let key = entry[0].GetString()!
        where !key.StartsWith("classifier", StringComparison.Ordinal)
        select (key, entry[1].EnumerateArray().Select(side => side.GetInt64()).ToArray())]);

    private void Write(string name, IEnumerable<KeyValuePair<string, Tensor>> tensors) =>
        SafeTensorsWriter.Write(folder[name], tensors, new Dictionary<string, string>());

    private string Refusal(string name, nn.Module module, WeightLoading? how = null) =>
        Assert.Throws<InvalidDataException>(() => PretrainedWeights.Load(folder[name], module, how)).Message;
}
