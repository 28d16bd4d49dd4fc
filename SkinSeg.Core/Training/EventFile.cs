using System.Buffers.Binary;
using System.Numerics;
using Google.Protobuf;
using Tensorboard;

namespace SkinSeg.Training;

/// <summary>TensorBoard's event file of a training: one record per number and epoch.</summary>
/// <remarks>
/// The messages are TorchSharp's; the records are framed here as TensorFlow's record format says (length, CRC-32C of it, data, CRC-32C of it).
/// TorchSharp's own <c>SummaryWriter</c> is not used: it takes the time as a 32-bit float, which since 1970 is exact to two minutes only, reads
/// clock and host name by itself, and cannot take back what a killed process wrote.
/// </remarks>
internal static class EventFile
{
    /// <summary>Where it lies in a training's folder; TensorBoard looks for <c>tfevents</c> in the name.</summary>
    public static string PathIn(string folder) => Path.Combine(folder, "tensorboard", "events.out.tfevents.0000000000.skinseg");

    /// <summary>The record that a file begins with.</summary>
    public static byte[] Begin(DateTimeOffset time) => Record(new() { WallTime = Seconds(time), FileVersion = "brain.Event:2" });

    /// <summary>The records of one epoch.</summary>
    public static byte[] Of(EpochReport report) =>
    [
        .. Number(report, "loss/training", report.TrainingLoss),
        .. Number(report, "loss/validation", report.ValidationLoss),
        .. Number(report, "jaccard/validation", report.ValidationJaccard),
        .. Number(report, "learning rate", report.LearningRate),
        .. Number(report, "machine/images per second", report.Machine.ImagesPerSecond),
        .. Number(report, "machine/data wait", report.Machine.DataWait),
        .. Number(report, "machine/memory in GB", report.Machine.MemoryBytes / 1e9),
    ];

    /// <summary>CRC-32C (Castagnoli), turned and shifted as the record format wants it.</summary>
    internal static uint MaskedCrc(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return unchecked(BitOperations.RotateRight(~crc, 15) + 0xA282EAD8U);
    }

    private static byte[] Number(EpochReport report, string tag, double value)
    {
        var summary = new Summary();
        summary.Value.Add(new Summary.Types.Value { Tag = tag, SimpleValue = (float)value });
        return Record(new() { WallTime = Seconds(report.Machine.Finished), Step = report.Epoch, Summary = summary });
    }

    private static byte[] Record(Event message)
    {
        byte[] data = message.ToByteArray();
        byte[] record = new byte[sizeof(ulong) + sizeof(uint) + data.Length + sizeof(uint)];
        var rest = record.AsSpan();
        BinaryPrimitives.WriteUInt64LittleEndian(rest, (ulong)data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(rest[8..], MaskedCrc(rest[..8]));
        data.CopyTo(rest[12..]);
        BinaryPrimitives.WriteUInt32LittleEndian(rest[(12 + data.Length)..], MaskedCrc(data));
        return record;
    }

    private static double Seconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalSeconds;
}
