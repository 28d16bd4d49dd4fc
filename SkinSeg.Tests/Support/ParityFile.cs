using System.Globalization;
using System.Text.Json;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Support;

/// <summary>One file of <c>fixtures/parity</c>: keys, shapes, parameter count and activations of somebody else's implementation.</summary>
internal sealed class ParityFile(string name)
{
    // The references were computed in float64; another order of the same sums moves the last digits only.
    private const double ShareOfStandardDeviation = 1e-8;

    private readonly JsonElement root = SharedFiles.Json("fixtures", "parity", name);

    public int Seed => root.GetProperty("seed").GetInt32();

    public long Parameters => root.GetProperty("parameters").GetInt64();

    /// <summary>Names of the modules whose activations the file holds.</summary>
    public IEnumerable<string> Taps => root.GetProperty("taps").EnumerateArray().Select(entry => entry[0].GetString()!);

    /// <summary>Lines <c>key [shape]</c> in the reference's order, without the classifier.</summary>
    public IEnumerable<string> Keys(string classifier) =>
        from entry in root.GetProperty("state_dict").EnumerateArray()
        let key = entry[0].GetString()!
        where !key.StartsWith(classifier, StringComparison.Ordinal)
        select Line(key, entry[1].EnumerateArray().Select(side => side.GetInt64()));

    /// <summary>The same lines of a module of ours.</summary>
    public static IEnumerable<string> KeysOf(nn.Module module) => module.state_dict().Select(entry => Line(entry.Key, entry.Value.shape));

    /// <summary>The input that the reference saw, in float64.</summary>
    public Tensor Input() => ReferenceHash.Draw("input", [.. root.GetProperty("input").EnumerateArray().Select(side => side.GetInt64())], Seed, (-1, 2));

    /// <summary>Asserts that an activation agrees in shape, statistics and 16 values.</summary>
    public void AssertTap(string tap, Tensor actual)
    {
        var expected = root.GetProperty("taps").EnumerateArray().First(entry => entry[0].GetString() == tap)[1];
        double tolerance = ShareOfStandardDeviation * expected.GetProperty("std").GetDouble();
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(side => side.GetInt64()), actual.shape);
        double[] values = actual.contiguous().data<double>().ToArray();
        AssertNear($"{tap} mean", expected.GetProperty("mean").GetDouble(), values.Average(), tolerance);
        AssertNear($"{tap} min", expected.GetProperty("min").GetDouble(), values.Min(), tolerance);
        AssertNear($"{tap} max", expected.GetProperty("max").GetDouble(), values.Max(), tolerance);
        foreach (var (at, value) in expected.GetProperty("at").EnumerateArray().Zip(expected.GetProperty("values").EnumerateArray()))
        {
            AssertNear($"{tap} at {at}", value.GetDouble(), values[at.GetInt32()], tolerance);
        }
    }

    private static void AssertNear(string what, double expected, double actual, double tolerance) =>
        Assert.True(
            Math.Abs(expected - actual) <= tolerance,
            string.Create(CultureInfo.InvariantCulture, $"{what}: expected {expected:R}, got {actual:R}, tolerance {tolerance:R}."));

    private static string Line(string key, IEnumerable<long> shape) => $"{key} [{string.Join(", ", shape)}]";
}
