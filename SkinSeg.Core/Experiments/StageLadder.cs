using System.Text.Json.Serialization;

namespace SkinSeg.Experiments;

/// <summary>A step between the image and its score, in the order in which they are taken.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PipelineStage>))]
public enum PipelineStage
{
    /// <summary>The networks' maps of the first view, cut at 0.5.</summary>
    Network,

    /// <summary>The mean over the test-time views.</summary>
    Views,

    /// <summary>The mean over the networks; changes nothing where there is one.</summary>
    Ensemble,

    /// <summary>The low threshold in place of 0.5.</summary>
    Threshold,

    /// <summary>The marker above the high threshold, and what it grows into.</summary>
    Reconstruction,

    /// <summary>From the network's size to the image's own.</summary>
    Resize,
}

/// <summary>One image's Jaccard index after each stage: what every stage lost or won.</summary>
/// <remarks>
/// All but the last are at the network's size. Of an ensemble, the first two are means over its networks. The losses of all stages add up to
/// 1 − <see cref="Resize"/>, so that nothing is lost twice or nowhere.
/// </remarks>
/// <param name="Network">Maps of the first view cut at 0.5.</param>
/// <param name="Views">The mean over views cut at 0.5.</param>
/// <param name="Ensemble">The mean over networks cut at 0.5.</param>
/// <param name="Threshold">The same map cut at the low threshold.</param>
/// <param name="Reconstruction">The whole dual threshold.</param>
/// <param name="Resize">The final mask at the image's own size: the image's score.</param>
public sealed record StageLadder(double Network, double Views, double Ensemble, double Threshold, double Reconstruction, double Resize)
{
    /// <summary>All stages, in order.</summary>
    public static IReadOnlyList<PipelineStage> Stages { get; } = Enum.GetValues<PipelineStage>();

    /// <summary>The stage that lost most; of equals the first.</summary>
    [JsonIgnore]
    public PipelineStage Worst => Stages.MaxBy(LossOf);

    /// <summary>The stage after the network that lost most; of equals the first. The network's own loss is nearly always the largest.</summary>
    [JsonIgnore]
    public PipelineStage WorstAfterNetwork => Stages.Skip(1).MaxBy(LossOf);

    /// <summary>The Jaccard index after a stage, in [0, 1].</summary>
    public double After(PipelineStage stage) => stage switch
    {
        PipelineStage.Network => Network,
        PipelineStage.Views => Views,
        PipelineStage.Ensemble => Ensemble,
        PipelineStage.Threshold => Threshold,
        PipelineStage.Reconstruction => Reconstruction,
        PipelineStage.Resize => Resize,
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "Expected a stage from Network to Resize."),
    };

    /// <summary>The Jaccard index before a stage; 1 before the network.</summary>
    public double Before(PipelineStage stage) => stage == PipelineStage.Network ? 1 : After(stage - 1);

    /// <summary>How much Jaccard index a stage lost, in [−1, 1]; below 0 where it won.</summary>
    public double LossOf(PipelineStage stage) => Before(stage) - After(stage);
}
