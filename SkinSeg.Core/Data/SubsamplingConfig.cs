using System.Text.Json.Serialization;

namespace SkinSeg.Data;

/// <summary>When images without an attribute are drawn (facts.md §6.3 #40).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<NegativeDraw>))]
public enum NegativeDraw
{
    /// <summary>Once for a fold, by its seed: the others are never seen, "many training data are ignored" (section II-C-1). The reading taken.</summary>
    OncePerFold,

    /// <summary>Anew in each epoch, from all of them.</summary>
    EachEpoch,
}

/// <summary>How images without an attribute are thinned out for its training. The defaults are the paper's (section II-C-1); lesions are never thinned.</summary>
/// <remarks>C#: <c>new SubsamplingConfig { Draw = NegativeDraw.EachEpoch }</c>; F#: <c>SubsamplingConfig(Draw = NegativeDraw.EachEpoch)</c>.</remarks>
public sealed record SubsamplingConfig
{
    /// <summary>Whether as many images without the attribute are trained on as with it; where there are fewer, all (facts.md §6.3 #39).</summary>
    public bool Balance { get; init; } = true;

    /// <summary>When they are drawn.</summary>
    public NegativeDraw Draw { get; init; } = NegativeDraw.OncePerFold;

    /// <summary>Seed of the draw.</summary>
    public int Seed { get; init; } = 2018;

    /// <summary>Every image is trained on.</summary>
    public static SubsamplingConfig Off { get; } = new() { Balance = false };
}
