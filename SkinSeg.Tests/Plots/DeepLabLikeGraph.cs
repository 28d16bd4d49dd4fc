using SkinSeg.Models;
using static System.FormattableString;

namespace SkinSeg.Tests.Plots;

/// <summary>A graph of DeepLabV3+'s form (facts.md §2.2, §2.3): several nodes on one level, side by side and one after the other.</summary>
internal static class DeepLabLikeGraph
{
    private const int OutputStride = 16;

    public static NetworkGraph Of(SkinSeg.Primitives.ImageSize size)
    {
        var sketch = new GraphSketch(size);
        var (skip, features) = Encoder(sketch);
        string projected = Context(sketch, features);
        string low = sketch.Add(new("decoder.skip", "1×1, BN", GraphNodeKind.Convolution, new(GraphPart.Context, 2, 4), 48), skip);
        string x = sketch.Add(new("aspp.enlarge", "×4", GraphNodeKind.Upsampling, new(GraphPart.Decoder, 0, 4), 256), projected);
        x = sketch.Add(new("decoder.join", "concat", GraphNodeKind.Concatenation, new(GraphPart.Decoder, 0, 4), 304), x, low);
        x = sketch.Add(new("decoder.convs", "2 × sep 3×3", GraphNodeKind.Convolution, new(GraphPart.Decoder, 0, 4), 256), x);
        x = sketch.Add(new("head", "1×1", GraphNodeKind.Convolution, new(GraphPart.Decoder, 0, 4), 1), x);
        x = sketch.Add(new("head.enlarge", "×4", GraphNodeKind.Upsampling, new(GraphPart.Decoder, 0, 1), 1), x);
        sketch.Add(new("probability", "sigmoid", GraphNodeKind.Output, new(GraphPart.Decoder, 0, 1), 1), x);
        return new("deeplab-like", size, new(sketch.Nodes), new(sketch.Edges));
    }

    private static (string Skip, string Features) Encoder(GraphSketch sketch)
    {
        string image = EncoderSketch.Image(sketch);
        string Stage(string key, string label, int stride, int channels, string from) =>
            sketch.Add(new($"encoder.{key}", label, GraphNodeKind.Encoder, new(GraphPart.Encoder, 0, stride), channels), from);
        string stem = Stage("stem", "stem", 2, 64, image);
        string skip = Stage("entry1", "entry 1", 4, 256, stem);
        string entry2 = Stage("entry2", "entry 2", 8, 256, skip);
        string entry3 = Stage("entry3", "entry 3", OutputStride, 728, entry2);
        string middle = Stage("middle", "middle × 16", OutputStride, 728, entry3);
        return (skip, Stage("exit", "exit", OutputStride, 2048, middle));
    }

    private static string Context(GraphSketch sketch, string features)
    {
        string Node(string key, string label, (GraphNodeKind Kind, int Step) does, params string[] from) => sketch.Add(
            new($"aspp.{key}", label, does.Kind, new(GraphPart.Context, does.Step, OutputStride), does.Kind == GraphNodeKind.Concatenation ? 1280 : 256), from);
        string[] branches =
        [
            Node("pool", "image pooling", (GraphNodeKind.Pooling, 0), features),
            Node("conv0", "1×1", (GraphNodeKind.Convolution, 0), features),
            .. new[] { 6, 12, 18 }.Select(rate => Node(Invariant($"conv{rate / 6}"), Invariant($"3×3, rate {rate}"), (GraphNodeKind.Convolution, 0), features)),
        ];
        return Node("project", "1×1, BN", (GraphNodeKind.Convolution, 2), Node("join", "concat", (GraphNodeKind.Concatenation, 1), branches));
    }
}
