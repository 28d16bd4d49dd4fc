using static System.FormattableString;

namespace SkinSeg.Models;

/// <summary>An encoder's part of a <see cref="NetworkGraph"/>, where its five maps are stages one after the other.</summary>
internal static class EncoderSketch
{
    private const int ImageChannels = 3;

    /// <summary>Adds the image and C1 to C5, each at half the size of the one before until the encoder's own stride is reached (facts.md §1.1, §2.2).</summary>
    /// <param name="sketch">An empty graph.</param>
    /// <param name="channels">Channels of the five maps.</param>
    /// <param name="stages">What each stage consists of; may be empty.</param>
    public static SkipNodes Draw(GraphSketch sketch, EncoderChannels channels, IReadOnlyList<string> stages)
    {
        string last = Image(sketch);
        int[] widths = [channels.C1, channels.C2, channels.C3, channels.C4, channels.C5];
        string[] keys = [.. widths.Select((width, i) => last = sketch.Add(
            new(Invariant($"encoder.C{i + 1}"), Label(i, stages), GraphNodeKind.Encoder, new(GraphPart.Encoder, 0, Math.Min(2 << i, channels.Stride)), width), last))];
        return new(keys[0], keys[1], keys[2], keys[3], keys[4]);
    }

    /// <summary>Adds the image.</summary>
    public static string Image(GraphSketch sketch) =>
        sketch.Add(new("image", "image", GraphNodeKind.Image, new(GraphPart.Encoder, 0, 1), ImageChannels));

    private static string Label(int stage, IReadOnlyList<string> stages) =>
        stage < stages.Count ? Invariant($"C{stage + 1} · {stages[stage]}") : Invariant($"C{stage + 1}");
}
