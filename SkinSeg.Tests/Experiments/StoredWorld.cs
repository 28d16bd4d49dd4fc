using SkinSeg.Experiments;
using SkinSeg.Tests.Support;

namespace SkinSeg.Tests.Experiments;

/// <summary>A small world whose trainings several tests share: of two seeds, both folds.</summary>
public sealed class StoredWorld : IDisposable
{
    internal SmallWorld World { get; } = new();

    /// <summary>Maps of both folds.</summary>
    internal HeldOutMaps First => World.Run.Predict([0, 1]);

    /// <summary>Maps of both folds by a network of another seed.</summary>
    internal HeldOutMaps Second => Other.Predict([0, 1]);

    internal CrossValidation Other => World.Run.With(SmallWorld.Experiment with { Seed = 7 });

    public void Dispose() => World.Dispose();
}
