using SkinSeg.Experiments;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class SlurmStatusTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RunStore store;

    public SlurmStatusTests() => store = new(folder["runs"]);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Queue_store_and_logs_together_say_how_far_each_training_is()
    {
        var array = Array("array-1", "7", "a", "b", "c", "d", "e", "f");
        Directory.CreateDirectory(folder["runs", "training", "net-fold-1-a"]);
        File.WriteAllText(array.LogIn(store, 4), "training: 3 %\nError: the disk is full.\n\n");
        File.WriteAllText(array.LogIn(store, 5), "Cancelled. What was written is whole.\n");

        var status = SlurmStatus.Of(store, SlurmArray.All(store), SlurmQueue.Parse("7_2|RUNNING|node7|None\n7_[3]|PENDING||Resources\n"));

        Assert.Equal(
            [("7_1", "finished", ""), ("7_2", "running", "on node7"), ("7_3", "queued", "Resources"), ("7_4", "failed", "Error: the disk is full."), ("7_5", "stopped", "Cancelled. What was written is whole.")],
            status.Lines.Take(5).Select(line => (line.Place, line.State, line.Detail)));
        Assert.Equal("not in the queue", status.Lines[5].State);
        Assert.Equal("6 trainings, 1 finished, 1 running, 1 queued, 1 failed, 1 stopped, 1 not in the queue", status.ToTable().Title);
    }

    [Fact]
    public void A_training_submitted_again_is_shown_where_it_is_in_the_queue_else_where_it_was_last()
    {
        Array("array-1", "7", "a", "b");
        Array("array-2", "8", "b", "a");

        var status = SlurmStatus.Of(store, SlurmArray.All(store), SlurmQueue.Parse("7_1|RUNNING|n|None\n8_2|PENDING||None"));

        Assert.Equal([("a", "7_1", "running"), ("b", "8_1", "not in the queue")], status.Lines.Select(line => (line.Task.Stage, line.Place, line.State)));
    }

    [Fact]
    public void Without_a_queue_the_store_s_word_stands()
    {
        var array = Array("array-1", "7", "a");
        File.WriteAllText(array.LogIn(store, 1), "training: 3 %\n");

        Assert.Equal(("missing", "training: 3 %"), SlurmStatus.Of(store, SlurmArray.All(store), null).Lines.Select(line => (line.State, line.Detail)).Single());
    }

    [Fact]
    public void Arrays_get_the_next_number_and_a_damaged_record_is_named()
    {
        Array("array-9", "7", "a");
        Array("array-10", "8", "a");

        Assert.Equal("array-11", SlurmArray.Next(store, []).Name);
        Assert.Equal(["array-9", "array-10"], SlurmArray.All(store).Select(array => array.Name));
        File.WriteAllText(folder["runs", "slurm", "array-9", "array.json"], "{");
        Assert.Contains("array-9", Assert.Throws<InvalidDataException>(() => SlurmArray.All(store)).Message, StringComparison.Ordinal);
    }

    private SlurmArray Array(string name, string job, params string[] stages)
    {
        var array = new SlurmArray(name, job, [.. stages.Select(stage => new SlurmTask(stage, $"training {stage}"))]);
        array.Save(store);
        return array;
    }
}
