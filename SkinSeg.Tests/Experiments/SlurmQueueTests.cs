using SkinSeg.Experiments;
using Xunit;

namespace SkinSeg.Tests.Experiments;

/// <summary>Texts as Slurm 22.05 and 24.11 print them.</summary>
public sealed class SlurmQueueTests
{
    [Fact]
    public void A_queue_s_lines_become_tasks_whether_they_wait_together_or_run_apart()
    {
        var tasks = SlurmQueue.Parse("123_[4-6%2]|PENDING||Resources\n123_2|RUNNING|node7|None\n 123_3|COMPLETING|node8|None\n99|RUNNING|node1|None\n");

        Assert.Equal(
            [
                new("123", 4, "PENDING", string.Empty, "Resources"),
                new("123", 5, "PENDING", string.Empty, "Resources"),
                new("123", 6, "PENDING", string.Empty, "Resources"),
                new("123", 2, "RUNNING", "node7", string.Empty),
                new QueuedTask("123", 3, "COMPLETING", "node8", string.Empty),
            ],
            tasks);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("4-9%2", 4, 5, 6, 7, 8, 9)]
    [InlineData("1,3-5,9", 1, 3, 4, 5, 9)]
    [InlineData("1-7:3%4", 1, 4, 7)]
    public void Ranges_of_tasks_are_read_as_Slurm_writes_them(string text, params int[] numbers) => Assert.Equal(numbers, SlurmQueue.ParseRange(text));

    [Theory]
    [InlineData("123_[1,2,...]|PENDING||None")]
    [InlineData("123_4|RUNNING")]
    [InlineData("slurm_load_jobs error")]
    public void Other_lines_are_refused_with_what_was_expected(string line) =>
        Assert.StartsWith("Expected", Assert.Throws<InvalidDataException>(() => SlurmQueue.Parse(line)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("4711\n")]
    [InlineData("4711;cluster2\n")]
    [InlineData("Welcome to the cluster\n4711\n")]
    public void The_number_of_a_submitted_job_is_read(string text) => Assert.Equal("4711", SlurmQueue.ParseSubmitted(text));

    [Fact]
    public void A_submission_without_a_number_is_not_taken_for_one() =>
        Assert.Contains("squeue", Assert.Throws<InvalidDataException>(() => SlurmQueue.ParseSubmitted("Submitted batch job\n")).Message, StringComparison.Ordinal);
}
