using static System.FormattableString;

namespace SkinSeg.Models;

/// <summary>DeepLab's part of a <see cref="NetworkGraph"/>: what <see cref="DeepLabNetwork"/> computes behind its encoder, step by step (facts.md §2.3).</summary>
internal sealed class DeepLabSketch(GraphSketch sketch, DeepLabConfig config)
{
    // Steps of the context part.
    private const int Branch = 0;
    private const int Merge = 1;
    private const int Project = 2;

    /// <summary>Adds all nodes.</summary>
    public void Draw(SkipNodes skips)
    {
        string x = Pyramid(skips.C5);
        x = config.SkipWidth > 0 ? Refined(x, skips.C2) : x;
        x = Decoder("head", "head · 1×1", new(GraphNodeKind.Convolution, sketch.Stride(x)), config.OutputMaps, x);
        Decoder("probability", "sigmoid", new(GraphNodeKind.Output, 1), config.OutputMaps, Enlarged(x, 1));
    }

    private string Pyramid(string features)
    {
        int stride = sketch.Stride(features);
        string pooled = Context("aspp.image_pooling", "image pooling", new(GraphNodeKind.Pooling, Branch), config.PyramidWidth, features);
        string plain = Context("aspp.aspp0", "1×1", new(GraphNodeKind.Convolution, Branch), config.PyramidWidth, features);
        var atrous = config.Rates.Select((rate, i) => Context(
            Invariant($"aspp.aspp{i + 1}"), Invariant($"3×3, rate {AtrousPyramid.RateAt(stride, rate)}"), new(GraphNodeKind.Convolution, Branch), config.PyramidWidth, features));
        string[] branches = [pooled, plain, .. atrous];
        string joined = Context("aspp.join", "concat", new(GraphNodeKind.Concatenation, Merge), branches.Length * config.PyramidWidth, branches);
        return Context("aspp.projection", "1×1", new(GraphNodeKind.Convolution, Project), config.PyramidWidth, joined);
    }

    // With the encoder's finer map, which is brought to few channels first.
    private string Refined(string features, string skip)
    {
        int stride = sketch.Stride(skip);
        string narrow = Context("decoder.skip", "1×1", new(GraphNodeKind.Convolution, Project), config.SkipWidth, skip);
        string joined = Decoder(
            "decoder.join", "concat", new(GraphNodeKind.Concatenation, stride), config.PyramidWidth + config.SkipWidth, Enlarged(features, stride), narrow);
        string first = Decoder("decoder.conv0", "separable 3×3", new(GraphNodeKind.Convolution, stride), config.Width, joined);
        return Decoder("decoder.conv1", "separable 3×3", new(GraphNodeKind.Convolution, stride), config.Width, first);
    }

    private string Enlarged(string x, int stride) => sketch.Stride(x) == stride ? x : sketch.Add(
        new(Invariant($"{x}.enlarge"), Invariant($"×{sketch.Stride(x) / stride}"), GraphNodeKind.Upsampling, new(GraphPart.Decoder, 0, stride), sketch.Channels(x)), x);

    // The context works at the stride of what it takes.
    private string Context(string key, string label, (GraphNodeKind Kind, int Step) does, int channels, params string[] from) =>
        sketch.Add(new(key, label, does.Kind, new(GraphPart.Context, does.Step, sketch.Stride(from[0])), channels), from);

    private string Decoder(string key, string label, (GraphNodeKind Kind, int Stride) does, int channels, params string[] from) =>
        sketch.Add(new(key, label, does.Kind, new(GraphPart.Decoder, 0, does.Stride), channels), from);
}
