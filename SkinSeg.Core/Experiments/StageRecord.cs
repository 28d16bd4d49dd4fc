using System.Globalization;
using System.Text.Json;
using SkinSeg.Primitives;
using SkinSeg.Weights;

namespace SkinSeg.Experiments;

/// <summary>How the work on a stage went: times, machine, versions. Beside the result, never part of it.</summary>
/// <param name="FinishedUtc">When it was finished, by the machine's clock.</param>
/// <param name="Seconds">Time it took, over all its sessions.</param>
/// <param name="Machine">Name of the machine that finished it.</param>
/// <param name="Device">What computed, for example <c>cpu</c>; empty where no network was needed.</param>
/// <param name="KitVersion">Version of the kit.</param>
public sealed record StageRecord(DateTimeOffset FinishedUtc, double Seconds, string Machine, string Device, string KitVersion)
{
    internal const string FileName = "record.json";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>A record of this machine and version.</summary>
    internal static StageRecord Of(TimeProvider clock, TimeSpan time, string device) =>
        new(clock.GetUtcNow(), Math.Round(time.TotalSeconds, 3), Environment.MachineName, device, ModelInfo.CurrentKitVersion);

    /// <summary>For example <c>16.7 s on node3 (cpu), finished 2026-11-25 04:13 UTC by kit 0.1.0</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Seconds:F1} s on {Machine}{(Device.Length > 0 ? $" ({Device})" : string.Empty)}, finished {FinishedUtc:yyyy-MM-dd HH:mm} UTC by kit {KitVersion.Split('+')[0]}");

    internal void Write(string folder) => AtomicFile.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Indented));

    /// <summary>The record of a stored stage; null where it was lost, which harms nothing.</summary>
    internal static StageRecord? Find(string folder)
    {
        try
        {
            return JsonSerializer.Deserialize<StageRecord>(File.ReadAllText(Path.Combine(folder, FileName)));
        }
        catch (Exception e) when (e is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
