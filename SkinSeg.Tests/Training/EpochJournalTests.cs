using System.Buffers.Binary;
using System.Text.Json;
using SkinSeg.Tests.Support;
using SkinSeg.Training;
using Tensorboard;
using TorchSharp;
using Xunit;

namespace SkinSeg.Tests.Training;

public sealed class EpochJournalTests : IDisposable
{
    private static readonly string[] Tags =
    [
        "loss/training", "loss/validation", "jaccard/validation", "learning rate", "machine/images per second", "machine/data wait", "machine/memory in GB",
    ];

    private readonly TrainingRig rig = new();

    public void Dispose() => rig.Dispose();

    [Fact]
    [NoTensorLeak]
    public void Each_epoch_is_one_line_with_its_results_and_what_it_took()
    {
        var reports = rig.Run(rig.In("run")).Reports;

        var read = EpochJournal.Read(rig["run", EpochJournal.FileName]);
        var line = JsonDocument.Parse(File.ReadLines(rig["run", EpochJournal.FileName]).First()).RootElement;

        Assert.Equal(reports, read);
        Assert.Equal(reports.Select(report => report.Machine), read.Select(report => report.Machine));
        Assert.Equal(reports[0].TrainingLoss, line.GetProperty("TrainingLoss").GetDouble());
        Assert.Equal(reports[0].Machine.Finished, line.GetProperty("Finished").GetDateTimeOffset());
        Assert.All(read, report => Assert.True(report.Machine is { Seconds: > 0, ImagesPerSecond: > 0, MemoryBytes: > 1 << 20, LiveTensors: > 0, DataWait: >= 0 and <= 1 }));
    }

    [Theory]
    [NoTensorLeak]
    [InlineData("{\"Epoch\":3,\"Train")] // a process that was killed while it wrote
    [InlineData("{\"Epoch\":2}\n{\"Epoch\":3}\n")] // or before its checkpoint was complete
    [InlineData(null)] // or the power failed
    public void After_a_stop_no_line_is_missing_and_none_comes_twice(string? tail)
    {
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => rig.Run(rig.In("run", TrainingRig.Before(5, false, stop.Cancel)), stop: stop.Token));
        string path = rig["run", EpochJournal.FileName];
        string before = File.ReadAllText(path);
        File.WriteAllText(path, tail is null ? string.Empty : before + tail);
        File.AppendAllText(EventFile.PathIn(rig["run"]), "half a rec");

        rig.Run(rig.In("run"));

        Assert.StartsWith(before, File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], EpochJournal.Read(path).Select(report => report.Epoch));
        Assert.Equal(1 + (3 * Tags.Length), Events(EventFile.PathIn(rig["run"])).Count);
    }

    [Fact]
    [NoTensorLeak]
    public void Readers_pass_over_a_line_that_is_being_written_and_name_one_that_is_damaged()
    {
        rig.Run(rig.In("run"));
        string path = rig["run", EpochJournal.FileName];
        File.AppendAllText(path, "{\"Epoch\":4,");
        Assert.Equal(3, EpochJournal.Read(path).Count);

        File.AppendAllText(path, "\n");
        Assert.StartsWith($"{path}, line 4: this is no epoch", Assert.Throws<InvalidDataException>(() => EpochJournal.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    [NoTensorLeak]
    public void TensorBoard_gets_every_number_of_every_epoch()
    {
        var reports = rig.Run(rig.In("run")).Reports;

        var events = Events(EventFile.PathIn(rig["run"]));

        Assert.Equal("brain.Event:2", events[0].FileVersion);
        Assert.Equal(
            reports.SelectMany(report => new[] { report.TrainingLoss, report.ValidationLoss, report.ValidationJaccard, report.LearningRate }.Select(value => (report.Epoch, (float)value))),
            events.Skip(1).Where(item => Array.IndexOf(Tags, item.Summary.Value[0].Tag) < 4).Select(item => ((int)item.Step, item.Summary.Value[0].SimpleValue)));
        Assert.Equal(Tags, events.Skip(1).Take(Tags.Length).Select(item => item.Summary.Value[0].Tag));
        Assert.All(events.Skip(1), item => Assert.Equal(
            (reports[(int)item.Step - 1].Machine.Finished - DateTimeOffset.UnixEpoch).TotalSeconds, item.WallTime));
    }

    [Fact]
    public void The_checksum_of_records_is_that_of_the_standard_and_the_reader_of_these_tests_reads_TorchSharps_files()
    {
        // RFC 3720, B.4: CRC-32C of 32 zeros is 8A9136AA; the record format rotates right by 15 bits and adds A282EAD8.
        uint standard = 0x8A9136AA;
        Assert.Equal(unchecked(((standard >> 15) | (standard << 17)) + 0xA282EAD8), EventFile.MaskedCrc(new byte[32]));

        var writer = torch.utils.tensorboard.SummaryWriter(rig["theirs"]);
        writer.add_scalar("loss", 0.25f, 3);

        var events = Events(Directory.GetFiles(rig["theirs"]).Single());
        Assert.Equal((3L, "loss", 0.25f), (events[1].Step, events[1].Summary.Value[0].Tag, events[1].Summary.Value[0].SimpleValue));
    }

    // The record format, read strictly: both checksums of every record, and no byte left.
    private static List<Event> Events(string path)
    {
        var events = new List<Event>();
        var rest = File.ReadAllBytes(path).AsSpan();
        while (rest.Length > 0)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(rest);
            Assert.Equal(EventFile.MaskedCrc(rest[..8]), BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]));
            Assert.Equal(EventFile.MaskedCrc(rest.Slice(12, length)), BinaryPrimitives.ReadUInt32LittleEndian(rest[(12 + length)..]));
            events.Add(Event.Parser.ParseFrom(rest.Slice(12, length).ToArray()));
            rest = rest[(16 + length)..];
        }

        return events;
    }
}
