namespace SkinSeg.Training;

/// <summary>How batches are made while the network computes. What they hold does not depend on it: it is no part of an experiment's identity.</summary>
public sealed record LoaderConfig
{
    /// <summary>Threads that vary images; 0 for one per processor.</summary>
    public int Workers { get; init; }

    /// <summary>Batches that are made in advance, at least 1; each takes 4 bytes per pixel.</summary>
    public int Ahead { get; init; } = 3;

    /// <summary>By what the waiting of the training steps is measured.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;
}
