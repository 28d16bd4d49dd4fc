using SkinSeg.Models;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Models;

/// <summary>Windows over odd and even maps, at every stride, rate and padding, beside <see cref="SlowWindows"/>.</summary>
public sealed class WindowTests
{
    // Sums of at most 98 products in another order.
    private const double Rounding = 1e-12;

    private static readonly int[][] Sides = [[7, 7], [8, 8], [7, 8], [8, 7], [1, 6]];
    private static readonly int[][] Kernels = [[1, 1], [2, 2], [3, 3], [5, 5], [1, 7], [7, 1], [4, 3]];

    private static IEnumerable<Window> Windows =>
        from kernel in Kernels
        from stride in (int[])[1, 2, 3]
        from padding in Enum.GetValues<WindowPadding>()
        select new Window(kernel[0], kernel[1]) { Stride = stride, Padding = padding };

    [Fact]
    [NoTensorLeak]
    public void A_convolution_is_the_sum_over_the_pixels_that_lie_inside()
    {
        foreach (var window in Windows.Concat(Windows.Select(window => window with { Dilation = 2 })))
        {
            using var scope = NewDisposeScope();
            using var layer = new Convolution(2, 3, window, withBias: true);
            layer.to(float64);
            ReferenceHash.Fill(layer, seed: 1);
            double[] kernel = layer.state_dict()["weight"].data<double>().ToArray();
            double[] bias = layer.state_dict()["bias"].data<double>().ToArray();
            double At(int output, int input, Tap tap) =>
                kernel[(((((output * 2) + input) * window.Height) + tap.KernelRow) * window.Width) + tap.KernelColumn];

            AssertSame(window, layer.call, (map, taps) => [.. Enumerable.Range(0, 3).Select(output => bias[output] + taps.Sum(tap =>
                (At(output, 0, tap) * map[0, tap.Row, tap.Column]) + (At(output, 1, tap) * map[1, tap.Row, tap.Column])))]);
        }
    }

    [Fact]
    [NoTensorLeak]
    public void A_depthwise_convolution_has_one_kernel_per_channel()
    {
        foreach (var window in Windows)
        {
            using var scope = NewDisposeScope();
            using var layer = new Convolution(2, 2, window, groups: 2);
            layer.to(float64);
            ReferenceHash.Fill(layer, seed: 1);
            double[] kernel = layer.state_dict()["weight"].data<double>().ToArray();

            AssertSame(window, layer.call, (map, taps) => [.. Enumerable.Range(0, 2).Select(channel => taps.Sum(tap =>
                kernel[(((channel * window.Height) + tap.KernelRow) * window.Width) + tap.KernelColumn] * map[channel, tap.Row, tap.Column]))]);
        }
    }

    [Fact]
    [NoTensorLeak]
    public void The_largest_value_is_one_of_the_map_even_where_all_are_negative()
    {
        foreach (var window in Windows)
        {
            AssertSame(window, new MaxPooling(window).Of, (map, taps) => [.. Enumerable.Range(0, 2).Select(channel => taps.Max(tap => map[channel, tap.Row, tap.Column]))]);
        }
    }

    [Fact]
    [NoTensorLeak]
    public void The_mean_counts_only_pixels_of_the_map()
    {
        foreach (var window in Windows)
        {
            AssertSame(window, new AveragePooling(window).Of, (map, taps) => [.. Enumerable.Range(0, 2).Select(channel => taps.Average(tap => map[channel, tap.Row, tap.Column]))]);
        }
    }

    [Fact]
    public void Pooling_refuses_windows_with_a_rate()
    {
        Assert.Contains("without a rate for pooling, got 3×3, rate 2", Assert.Throws<ArgumentException>(() => new MaxPooling(new(3) { Dilation = 2 })).Message);
        Assert.Contains("got 5×5, rate 3", Assert.Throws<ArgumentException>(() => new AveragePooling(new(5) { Dilation = 3 })).Message);
    }

    [Theory]
    [NoTensorLeak]
    [InlineData(4, WindowPadding.Same, "6 7")]  // 1+2+3, 3+4: the odd pixel of padding is behind the last
    [InlineData(5, WindowPadding.Same, "3 9 9")]  // 1+2, 2+3+4, 4+5: one pixel on both sides
    [InlineData(4, WindowPadding.Half, "3 9")]  // 1+2, 2+3+4: the same size as "same", but other pixels
    [InlineData(5, WindowPadding.Half, "3 9 9")]
    [InlineData(4, WindowPadding.None, "6")]
    [InlineData(5, WindowPadding.None, "6 12")]
    internal void A_stride_of_2_samples_where_its_padding_begins(int side, WindowPadding padding, string sums)
    {
        using var scope = NewDisposeScope();
        using var layer = new Convolution(1, 1, new Window(1, 3) { Stride = 2, Padding = padding });
        using var noGradient = no_grad();
        layer.state_dict()["weight"].fill_(1);

        var found = layer.call(arange(1, side + 1, float32).reshape(1, 1, 1, side));

        Assert.Equal(sums, string.Join(' ', found.data<float>().ToArray()));
    }

    [Fact]
    public void A_window_is_named_by_what_differs_from_the_plain_one() =>
        Assert.Equal(
            ["3×3", "1×7", "7×7/2", "3×3, rate 6"],
            new[] { new Window(3), new(1, 7), new(7) { Stride = 2 }, new(3) { Dilation = 6 } }.Select(window => window.ToString()));

    private static void AssertSame(Window window, Func<Tensor, Tensor> fast, Func<double[,,], List<Tap>, double[]> slow)
    {
        foreach (int[] sides in Sides.Where(sides => SlowWindows.Fits(sides[0], window.Height, window) && SlowWindows.Fits(sides[1], window.Width, window)))
        {
            using var scope = NewDisposeScope();
            using var noGradient = no_grad();
            var map = NegativeNoise(sides[0], sides[1]);
            var expected = SlowWindows.Slide(map, window, slow);

            var found = fast(tensor(map.Cast<double>().ToArray(), [1, 2, sides[0], sides[1]]));

            string what = $"{window}, padding {window.Padding}, over {sides[0]}×{sides[1]}";
            Assert.True(expected.shape.SequenceEqual(found.shape), $"{what}: expected {string.Join('×', expected.shape)}, got {string.Join('×', found.shape)}");
            Assert.True((expected - found).abs().max().item<double>() <= Rounding, $"{what}: expected {Text(expected)}, got {Text(found)}");
        }
    }

    private static string Text(Tensor map) => string.Join(' ', map.contiguous().data<double>().ToArray());

    // All below 0: a border of zeros would be the largest value.
    private static double[,,] NegativeNoise(int height, int width)
    {
        var random = Seed.RandomFor(height, width, "windows");
        var map = new double[2, height, width];
        for (int i = 0; i < map.Length; i++)
        {
            map[i / (height * width), i / width % height, i % width] = -0.1 - random.NextDouble();
        }

        return map;
    }
}
