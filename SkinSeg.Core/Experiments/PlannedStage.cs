using System.Text.Json.Serialization;

namespace SkinSeg.Experiments;

/// <summary>How far a stage is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StageState>))]
public enum StageState
{
    /// <summary>Nothing is there.</summary>
    Missing,

    /// <summary>A training was stopped, and goes on from its checkpoint.</summary>
    Begun,

    /// <summary>Somebody is at it now.</summary>
    Running,

    /// <summary>It is in the store.</summary>
    Finished,
}

/// <summary>A stage of a study: how far it is, and what the rest of it costs.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Experiment">The experiment it belongs to; an ensemble's stages name the first member's.</param>
/// <param name="Fold">The fold, counted from 0; −1 where it is made from all folds.</param>
/// <param name="State">How far it is.</param>
/// <param name="DoneShare">In [0, 1]; of a begun training, its finished epochs.</param>
/// <param name="Price">What all of it costs, also where it is finished.</param>
public sealed record PlannedStage(Stage Stage, Experiment Experiment, int Fold, StageState State, double DoneShare, StagePrice Price)
{
    /// <summary>What remains.</summary>
    public StagePrice Remaining => State == StageState.Finished ? StagePrice.Zero : Price.Part(1 - DoneShare);
}
