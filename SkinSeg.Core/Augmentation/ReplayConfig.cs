namespace SkinSeg.Augmentation;

/// <summary>Which samples of which run to make again.</summary>
public sealed record ReplayConfig
{
    /// <summary>Seed of the run: 2018, as that of a training.</summary>
    public int Seed { get; init; } = 2018;

    /// <summary>Id of the image, for example <c>ISIC_0000000</c>.</summary>
    public string Id { get; init; } = "image";

    /// <summary>First epoch, counted from 0.</summary>
    public int FirstEpoch { get; init; }

    /// <summary>Number of epochs.</summary>
    public int Epochs { get; init; } = 8;
}
