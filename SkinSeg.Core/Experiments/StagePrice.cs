using System.Text.Json.Serialization;

namespace SkinSeg.Experiments;

/// <summary>What work costs. Adds up: times and disk as sums, memory as the largest.</summary>
/// <param name="Seconds">Time on one machine, one piece after another.</param>
/// <param name="DiskBytes">Disk that the results take.</param>
/// <param name="MemoryBytes">Memory of the process at its largest.</param>
public sealed record StagePrice(double Seconds, long DiskBytes, long MemoryBytes)
{
    /// <summary>The price of nothing.</summary>
    public static StagePrice Zero { get; } = new(0, 0, 0);

    /// <summary>Whole time.</summary>
    [JsonIgnore]
    public TimeSpan Time => TimeSpan.FromSeconds(Seconds);

    /// <summary>The price of both, one after the other.</summary>
    public static StagePrice operator +(StagePrice left, StagePrice right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return new(left.Seconds + right.Seconds, left.DiskBytes + right.DiskBytes, Math.Max(left.MemoryBytes, right.MemoryBytes));
    }

    /// <summary>The named form of <c>+</c>.</summary>
    public static StagePrice Add(StagePrice left, StagePrice right) => left + right;

    /// <summary>A share of the time; disk and memory are needed whole.</summary>
    internal StagePrice Part(double share) => this with { Seconds = Seconds * share };
}
