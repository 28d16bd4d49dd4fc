using SkinSeg.Tests.Support;
using SkinSeg.Training;
using Xunit;

namespace SkinSeg.Tests.Training;

public sealed class CheckpointTests : IDisposable
{
    private readonly TrainingRig rig = new();

    public void Dispose() => rig.Dispose();

    [Theory]
    [NoTensorLeak]
    [InlineData("weights.safetensors", "flip", "weights.safetensors is not the file that was written: its SHA-256 differs")]
    [InlineData("optimizer.safetensors", "cut", "optimizer.safetensors has ")]
    [InlineData("best.safetensors", "delete", "best.safetensors is missing")]
    [InlineData("state.json", "flip", "state.json is not the file that was written: its SHA-256 differs")]
    [InlineData("machine.json", "flip", "machine.json is not the file that was written: its SHA-256 differs")]
    [InlineData("manifest.json", "cut", "manifest.json cannot be read")]
    [InlineData("manifest.json", "delete", "manifest.json is missing")]
    [InlineData("manifest.json", "empty", "manifest.json cannot be read")]
    public void A_damaged_checkpoint_is_named_set_aside_and_passed_over(string file, string damage, string problem)
    {
        var whole = rig.Run(rig.In("whole"));
        string older = StopAfter(4);
        string copy = Copy(older);
        string newer = StopAfter(1, step: 5);
        Directory.Move(copy, older); // as a process leaves it that is killed between the two
        Damage(Path.Combine(newer, file), damage);

        var info = rig.In("run").Find()!;
        string finding = Assert.Single(info.Findings).ToString();

        Assert.StartsWith($"{newer}: {problem}", finding, StringComparison.Ordinal);
        Assert.Equal((1, 1, older), (info.Epoch, info.Step, info.Folder));
        Assert.Equal("after epoch 1 and 1 step of the next; 1 damaged checkpoint", info.ToString());
        Assert.Equal(whole, rig.Run(rig.In("run")));
        Assert.Equal(rig.Results("whole"), rig.Results("run"));
        Assert.True(Directory.Exists(Path.Combine(rig["run"], $"damaged-{Path.GetFileName(newer)}")));
        Assert.Contains(problem, Assert.Single(rig.In("run").Find()!.Findings).Problem, StringComparison.Ordinal);
    }

    [Fact]
    [NoTensorLeak]
    public void With_nothing_but_damaged_checkpoints_it_starts_anew_and_keeps_them_all()
    {
        var whole = rig.Run(rig.In("whole"));
        for (int time = 1; time <= 3; time++)
        {
            Damage(Path.Combine(StopAfter(2), "weights.safetensors"), "flip");
            var info = rig.In("run").Find()!;
            Assert.False(info.IsWhole);
            Assert.Equal(time, info.Findings.Count);
        }

        Assert.Equal(whole, rig.Run(rig.In("run")));
        Assert.Equal(3, Directory.GetDirectories(rig["run"], "damaged-*").Length);
    }

    [Fact]
    [NoTensorLeak]
    public void A_checkpoint_under_another_name_is_not_believed()
    {
        string path = StopAfter(4);
        Directory.Move(path, path.Replace("00001-00001", "00002-00002", StringComparison.Ordinal));

        Assert.Equal("it was written as checkpoint-00001-00001", Assert.Single(rig.In("run").Find()!.Findings).Problem);
    }

    [Fact]
    [NoTensorLeak]
    public void A_checkpoint_of_another_training_is_refused_by_name_and_stays()
    {
        string path = StopAfter(4);

        Assert.Equal(
            $"{path} is a checkpoint of another training: it belongs to 'rig', expected 'other'. Train in another folder, or move it away.",
            Refusal(rig.In("run") with { Identity = "other" }));
        Assert.Contains("its settings or images are others", Refusal(rig.In("run", TrainingRig.Config with { Seed = 1 })), StringComparison.Ordinal);
        Assert.Contains("its settings or images are others", Refusal(rig.In("run", TrainingRig.Config with { Epochs = 4 })), StringComparison.Ordinal);
        using var other = new TrainingRig { Network = TrainingRig.TinyDeepLab };
        Assert.Contains(
            "is not of this network", Assert.Throws<InvalidDataException>(() => other.Run(rig.In("run"))).Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(path, "manifest.json"), File.ReadAllText(Path.Combine(path, "manifest.json")).Replace("\"Version\": 1", "\"Version\": 2", StringComparison.Ordinal));
        Assert.Contains("newer version of the kit", Refusal(rig.In("run")), StringComparison.Ordinal);
        Assert.True(Directory.Exists(path));

        string Refusal(ResumableTraining training)
        {
            string message = Assert.Throws<InvalidDataException>(() => rig.Run(training)).Message;
            Assert.Equal(message, Assert.Throws<InvalidDataException>(training.Find).Message);
            return message;
        }
    }

    [Fact]
    [NoTensorLeak]
    public void What_a_killed_process_left_half_written_is_taken_away()
    {
        var whole = rig.Run(rig.In("whole"));
        string half = $"{StopAfter(4)}.0123456789abcdef0123456789abcdef.tmp";
        Directory.CreateDirectory(half);
        File.WriteAllText(Path.Combine(half, "weights.safetensors"), "half");
        Directory.CreateDirectory(Path.Combine(rig["run"], "checkpoint of mine")); // no checkpoint's name

        Assert.Empty(rig.In("run").Find()!.Findings);
        Assert.Equal(whole, rig.Run(rig.In("run")));
        Assert.Equal(
            ["checkpoint of mine", "checkpoint-00003-00000", "tensorboard"],
            Directory.GetDirectories(rig["run"]).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
    }

    [Fact]
    [NoTensorLeak]
    public void A_full_disk_is_one_sentence_and_loses_nothing()
    {
        var whole = rig.Run(rig.In("whole"));
        string kept = StopAfter(4);
        var full = rig.In("run") with { FileWritten = TrainingRig.FailAt<string>(3, new IOException("whatever the system says", 28)) }; // ENOSPC

        string message = Assert.Throws<IOException>(() => rig.Run(full)).Message;

        Assert.Equal($"Could not write {rig["run", "checkpoint-00002-00000"]}: the disk is full. Make room, or choose a folder on another disk.", message);
        Assert.Equal(kept, rig.In("run").Find()!.Folder);
        Assert.Equal(whole, rig.Run(rig.In("run")));
    }

    [Fact]
    [NoTensorLeak]
    public void A_folder_that_cannot_be_written_is_said_before_the_first_step()
    {
        File.WriteAllText(rig["file"], "in the way");
        int steps = 0;
        var training = new ResumableTraining(TrainingRig.Before(1, false, () => steps++), rig.Data, rig["file", "run"]);

        string message = Assert.Throws<IOException>(() => rig.Run(training)).Message;

        Assert.Equal($"Could not write {rig["file", "run"]}: {rig["file"]} is a file, where a folder is needed. Choose another folder, or move the file away.", message);
        Assert.Equal(0, steps);
    }

    // Stopped after some steps from where it stands; the checkpoint's folder.
    private string StopAfter(int steps, int? step = null)
    {
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => rig.Run(rig.In("run", TrainingRig.Before(steps, false, stop.Cancel)), stop: stop.Token));
        var info = rig.In("run").Find()!;
        Assert.Equal(step ?? steps, (3 * info.Epoch) + info.Step);
        return info.Folder;
    }

    private string Copy(string folder)
    {
        string copy = Directory.CreateDirectory(rig[$"copy {Guid.NewGuid():N}"]).FullName;
        foreach (string file in Directory.GetFiles(folder))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }

    private static void Damage(string path, string damage)
    {
        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        if (damage == "flip")
        {
            bytes[bytes.Length / 2] ^= 1;
        }

        if (damage != "delete")
        {
            File.WriteAllBytes(path, damage switch { "cut" => bytes[..^9], "empty" => "{}"u8.ToArray(), _ => bytes });
        }
    }
}
