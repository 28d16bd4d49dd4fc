using static System.FormattableString;

namespace SkinSeg.Models;

/// <summary>The pyramid decoder's part of a <see cref="NetworkGraph"/>: what <see cref="PyramidDecoder"/> computes, step by step (facts.md §1.2).</summary>
internal sealed class PyramidSketch(GraphSketch sketch, PyramidConfig config)
{
    // Steps of the context part.
    private const int Lateral = 0;
    private const int Merge = 1;
    private const int Smooth = 2;
    private const int Predict = 3;
    private const int Enlarge = 4;

    /// <summary>Adds all nodes.</summary>
    public void Draw(SkipNodes skips)
    {
        // P5 is not smoothed: its lateral convolution is the level itself, so that it stands among the levels.
        string p5 = Context("decoder.lateral5", "P5 · 1×1", new(GraphNodeKind.Convolution, Smooth), config.Width, skips.C5);
        string p4 = Level(4, skips.C4, p5);
        string p3 = Level(3, skips.C3, p4);
        string p2 = Level(2, skips.C2, p3);
        string[] levels = [p5, p4, p3, p2];
        int stride = sketch.Stride(p2);
        var predictions = levels.Select((level, i) => Prediction(5 - i, level, stride)).ToList();
        string joined = Decoder("decoder.join", "concat", new(GraphNodeKind.Concatenation, stride), levels.Length * config.PredictionWidth, predictions);
        string x = Decoder("decoder.aggregate", "aggregate · 3×3", new(GraphNodeKind.Convolution, stride), config.AggregationWidth, [joined]);
        x = HalfSize(x, skips.C1);
        x = Decoder("decoder.up5", "up5 · 3×3, 3×3", new(GraphNodeKind.Convolution, 1), config.FullSizeWidth, [Upsampled(x, 1)]);
        x = Decoder("head", "head · 1×1", new(GraphNodeKind.Convolution, 1), config.OutputMaps, [x]);
        Decoder("probability", "sigmoid", new(GraphNodeKind.Output, 1), config.OutputMaps, [x]);
    }

    private string Level(int level, string skip, string below)
    {
        string lateral = Context(Invariant($"decoder.lateral{level}"), "1×1", new(GraphNodeKind.Convolution, Lateral), config.Width, skip);
        string enlarged = Enlarged(Invariant($"decoder.enlarge{level + 1}"), below, new(GraphPart.Context, Merge, sketch.Stride(skip)));
        string merged = Context(Invariant($"decoder.merge{level}"), "add", new(GraphNodeKind.Addition, Merge), config.Width, lateral, enlarged);
        return Context(Invariant($"decoder.smooth{level}"), Invariant($"P{level} · 3×3"), new(GraphNodeKind.Convolution, Smooth), config.Width, merged);
    }

    private string Prediction(int level, string from, int stride)
    {
        string prediction = Context(
            Invariant($"decoder.predict{level}"), Invariant($"D{level} · 3×3, 3×3"), new(GraphNodeKind.Convolution, Predict), config.PredictionWidth, from);
        return sketch.Stride(prediction) == stride ? prediction
            : Enlarged(Invariant($"decoder.enlarge_prediction{level}"), prediction, new(GraphPart.Context, Enlarge, stride));
    }

    private string HalfSize(string x, string skip)
    {
        int stride = sketch.Stride(skip);
        x = Decoder("decoder.up4.conv1", "up4 · 3×3", new(GraphNodeKind.Convolution, stride), config.HalfSizeWidth, [Upsampled(x, stride)]);
        x = Decoder("decoder.up4.join", "concat", new(GraphNodeKind.Concatenation, stride), config.HalfSizeWidth + sketch.Channels(skip), [x, skip]);
        return Decoder("decoder.up4.conv2", "3×3", new(GraphNodeKind.Convolution, stride), config.HalfSizeWidth, [x]);
    }

    private string Upsampled(string x, int stride) => Enlarged(Invariant($"{x}.enlarge"), x, new(GraphPart.Decoder, 0, stride));

    private string Enlarged(string key, string x, GraphPlace place) => sketch.Add(
        new(key, Invariant($"×{sketch.Stride(x) / place.Stride}"), GraphNodeKind.Upsampling, place, sketch.Channels(x)), x);

    // The context works at the stride of what it takes; its own enlarged maps come second.
    private string Context(string key, string label, (GraphNodeKind Kind, int Step) does, int channels, params string[] from) =>
        sketch.Add(new(key, label, does.Kind, new(GraphPart.Context, does.Step, sketch.Stride(from[0])), channels), from);

    private string Decoder(string key, string label, (GraphNodeKind Kind, int Stride) does, int channels, IEnumerable<string> from) =>
        sketch.Add(new(key, label, does.Kind, new(GraphPart.Decoder, 0, does.Stride), channels), from);
}
