using System.Text.Json.Serialization;

namespace SkinSeg.Experiments;

/// <summary>The steps from images to a table, in their order. What one gives is stored under a name that says what went into it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StageKind>))]
public enum StageKind
{
    /// <summary>One fold of one network: weights of the best epoch, reports of all epochs.</summary>
    Training,

    /// <summary>16-bit maps of a fold's held-out images, seen in one way, by the fold's own network.</summary>
    Maps,

    /// <summary>Means of maps: over views (test-time augmentation), or over networks (the ensemble).</summary>
    Mean,

    /// <summary>Thresholds and scores of held-out images.</summary>
    Scores,

    /// <summary>A table of the paper, ours beside it.</summary>
    Table,
}
