namespace SkinSeg.Experiments;

/// <summary>What pieces of an experiment's work cost on one machine, as a probe measured them.</summary>
public sealed record WorkRates
{
    /// <summary>Seconds of a training step, with all that makes its batch.</summary>
    public double SecondsPerStep { get; init; }

    /// <summary>Seconds to validate one image.</summary>
    public double SecondsPerValidationImage { get; init; }

    /// <summary>Seconds to write a checkpoint.</summary>
    public double SecondsPerCheckpoint { get; init; }

    /// <summary>Seconds to predict one view of an image and to store its map.</summary>
    public double SecondsPerMap { get; init; }

    /// <summary>Seconds to try all thresholds on one map and to score its mask at the original size.</summary>
    public double SecondsPerScore { get; init; }

    /// <summary>Seconds to decode and prepare one image for the cache, on all cores.</summary>
    public double SecondsPerPreparation { get; init; }

    /// <summary>Bytes of a stored network.</summary>
    public long ModelBytes { get; init; }

    /// <summary>Bytes of a checkpoint.</summary>
    public long CheckpointBytes { get; init; }

    /// <summary>Bytes of a stored map.</summary>
    public long MapBytes { get; init; }

    /// <summary>Memory of the process while it trains.</summary>
    public long MemoryBytes { get; init; }

    /// <summary>The machine, device and threads that were measured, in words.</summary>
    public string Machine { get; init; } = string.Empty;
}
