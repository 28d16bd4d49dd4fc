using System.Text.Json.Serialization;

namespace SkinSeg.Training;

/// <summary>What an epoch took of the machine. Facts of the machine and the day, not results: they are equal in no two runs and decide nothing.</summary>
/// <param name="Seconds">Time of the epoch, training and validation together; time between a stop and going on does not count.</param>
/// <param name="ImagesPerSecond">Training images per second of training.</param>
/// <param name="DataWait">Share of the training time, in [0, 1], in which the steps waited for their batches.</param>
/// <param name="LiveTensors">Tensors alive on the training thread after the epoch: constant, or something leaks.</param>
/// <param name="MemoryBytes">Memory of the process after the epoch, in bytes; that of a graphics card is not in it, since TorchSharp cannot tell it.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record MachineFacts(double Seconds, double ImagesPerSecond, double DataWait, long LiveTensors, long MemoryBytes)
{
    /// <summary>When the epoch ended, in UTC by the machine's clock.</summary>
    public DateTimeOffset Finished { get; init; }

    /// <summary>Of a report that was read from where they are not stored: NaN and 0.</summary>
    public static MachineFacts Unknown { get; } = new(double.NaN, double.NaN, double.NaN, 0, 0);
}
