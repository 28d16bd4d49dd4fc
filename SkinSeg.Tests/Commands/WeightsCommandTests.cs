using System.Text.Json;
using SkinSeg.Notebooks.Commands;
using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using Xunit;

namespace SkinSeg.Tests.Commands;

/// <summary>The verbs on published weights: what each writes, and its exit code.</summary>
public sealed class WeightsCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void List_shows_every_source_within_100_columns()
    {
        var (code, output, error) = Run("weights", "list");

        Assert.Equal((0, string.Empty), (code, error));
        Assert.All(output.Split('\n'), line => Assert.InRange(line.Length, 0, 100));
        Assert.All(WeightRegistry.All, source => Assert.Contains($"\n{source.Name} ", output, StringComparison.Ordinal));
        Assert.StartsWith("resnet152 (recommended first)\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void List_as_json_says_all_that_is_known_and_null_where_nothing_is()
    {
        var (code, output, _) = Run("weights", "list", "deeplab", "--json");

        using var json = JsonDocument.Parse(output);
        var first = json.RootElement[0];
        Assert.Equal(0, code);
        Assert.Equal("deeplab-pascal", first.GetProperty("name").GetString());
        Assert.True(first.GetProperty("recommended").GetBoolean());
        Assert.False(json.RootElement[1].GetProperty("recommended").GetBoolean());
        Assert.Equal(2, first.GetProperty("addresses").GetArrayLength());
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (first.GetProperty("hash").ValueKind, first.GetProperty("size").ValueKind));
        Assert.Equal("TensorFlow", first.GetProperty("preprocessing").GetString());
        Assert.Equal(160_000_000, json.RootElement[1].GetProperty("size").GetProperty("bytes").GetInt64());
    }

    [Fact]
    public void Locate_writes_a_path_for_a_script_or_says_where_the_file_belongs()
    {
        string path = folder["ResNet-152-model.keras.h5"];

        Assert.Equal(
            (1, string.Empty, $"resnet152-caffe belongs at {path}, where there is none. 'weights fetch resnet152-caffe' fetches it.\n"),
            Run("weights", "locate", "resnet152-caffe", "--folder", folder.Path));
        File.WriteAllText(path, "x");
        Assert.Equal((0, $"{path}\n", string.Empty), Run("weights", "locate", "resnet152-caffe", "--folder", folder.Path));
        Assert.Equal((0, $"{path}\n", string.Empty), Run("weights", "locate", "--folder", folder.Path));
    }

    [Fact]
    public void Verify_ends_with_1_where_a_file_is_absent_or_differs()
    {
        var none = Run("weights", "verify", "--folder", folder.Path);
        var absent = Run("weights", "verify", "xception", "--folder", folder.Path);
        File.WriteAllText(folder["xception-43020ad28.pth"], "not it");
        var differs = Run("weights", "verify", "--folder", folder.Path);

        Assert.Equal((1, $"There is no file of the registry in {folder.Path}. 'weights fetch NAME' fetches one.\n", string.Empty), none);
        Assert.Equal((1, $"xception-smp: there is no {folder["xception-smp.safetensors"]}.\n", string.Empty), absent);
        Assert.Equal((1, string.Empty), (differs.Code, differs.Error));
        Assert.StartsWith($"xception-timm: {folder["xception-43020ad28.pth"]} is not the published file: expected SHA-256 that begins with 43020ad28,", differs.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Fetch_asks_the_mirror_and_verify_then_finds_the_file()
    {
        byte[] file = [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3];
        using var server = new FaultyServer((request, _) => FaultyServer.Honest(request, file));

        var fetched = Run("weights", "fetch", "deeplab", "--mirror", server.Address, "--folder", folder["new"]);
        var verified = Run("weights", "verify", "deeplab", "--folder", folder["new"]);

        Assert.Equal((0, string.Empty), (fetched.Code, fetched.Error));
        Assert.StartsWith("deeplab-pascal: there, but no hash is published to compare; it has 11 bytes and SHA-256 ", fetched.Output, StringComparison.Ordinal);
        Assert.Equal(fetched, verified);
        Assert.Equal("/bonlime/keras-deeplab-v3-plus/releases/download/1.1/deeplabv3_xception_tf_dim_ordering_tf_kernels.h5", Assert.Single(server.Asked).Target);
    }

    [Fact]
    public void Fetch_without_a_network_ends_with_2_and_says_what_to_do()
    {
        string nobody;
        using (var server = new FaultyServer((_, _) => new(500, [])))
        {
            nobody = server.Address;
        }

        var (code, output, error) = Run("weights", "fetch", "densenet169", "--mirror", nobody, "--folder", folder.Path, "--tries", "1");

        Assert.Equal((2, string.Empty), (code, output));
        Assert.StartsWith("Error: Could not fetch densenet169-torchvision: no connection to 127.0.0.1:", error, StringComparison.Ordinal);
        Assert.Contains($"save it as {folder["densenet169-torchvision.safetensors"]},", error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("Error: There are no weights 'vgg'; choose one of resnet152-torchvision,", "weights", "fetch", "vgg")]
    [InlineData("Error: There are no weights 'vgg'; choose one of resnet152-torchvision,", "weights", "verify", "vgg")]
    [InlineData("Error: The registry knows no published weights for a network 'vgg';", "weights", "list", "vgg")]
    [InlineData("Error: Expected --tries of at least 1, got 0.", "weights", "fetch", "xception", "--tries", "0")]
    [InlineData("Error: Expected an address for a mirror that begins with https:// or http://, got 'here'.", "weights", "fetch", "xception", "--mirror", "here")]
    [InlineData("Error: 'weights' needs a verb: list or locate or verify or fetch", "weights")]
    [InlineData("Error: --folder is empty. Give a value.", "weights", "verify", "--folder", "")]
    public void A_slip_is_named(string words, params string[] arguments)
    {
        var (code, _, error) = Run(arguments);

        Assert.StartsWith(words, error, StringComparison.Ordinal);
        Assert.Equal(2, code);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int code = CommandLine.Run(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
