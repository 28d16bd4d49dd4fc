using SkinSeg.Augmentation;
using SkinSeg.Experiments;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class AugmentationAblationTests : IDisposable
{
    private static readonly NamedPolicy[] Policies =
        [.. AugmentationPolicy.FlipsAndRotation.LeaveOneOut().Take(2), new("no augmentation", AugmentationPolicy.None)];

    private readonly SmallWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    [NoTensorLeak]
    public void Every_policy_is_scored_on_the_same_held_out_images_as_if_run_by_itself()
    {
        var ablation = AugmentationAblation.Run(world.Run, Policies, [0]);

        Assert.Equal(Policies.Select(policy => policy.Name), ablation.Rows.Select(row => row.Name));
        Assert.All(ablation.Compared, row => Assert.Equal(SmallWorld.Experiment.PlanFolds(world.Data).Validation(0), row.Scores.Images.Select(image => image.Id)));
        for (int i = 0; i < Policies.Length; i++)
        {
            var training = SmallWorld.Experiment.Training with { Augmentation = Policies[i].Policy };
            var alone = (world.Run with { Experiment = SmallWorld.Experiment with { Training = training } }).Run([0]);
            Assert.Equal(alone.Scores.Images, ablation.Rows[i].Scores.Images);
            Assert.Equal(SlowPlainJaccards(alone), ablation.Rows[i].PlainScores.Images.Select(image => image.Jaccard), (a, b) => Math.Abs(a - b) < 1e-12);
        }
    }

    [Fact]
    public void The_control_is_the_first_policy_with_other_draws_from_the_same_initial_weights()
    {
        var ablation = AugmentationAblation.Run(world.Run, [Policies[0]], [1]);
        var training = SmallWorld.Experiment.Training with { Seed = SmallWorld.Experiment.Training.Seed + 1, Augmentation = Policies[0].Policy };
        var again = (world.Run with { Experiment = SmallWorld.Experiment with { Training = training } }).Run([1]);

        Assert.Equal("all, drawn again", ablation.Control.Name);
        Assert.Equal(again.Scores.Images, ablation.Control.Scores.Images);
        Assert.Equal(2, Directory.GetFiles(world["runs", "training"], "*.safetensors", SearchOption.AllDirectories).Length);
        Assert.Equal([ablation.Control], ablation.Compared);
    }

    [Fact]
    public void A_second_ablation_reads_everything_from_the_store()
    {
        var first = AugmentationAblation.Run(world.Run, Policies, [0]);
        var models = Directory.GetFiles(world["runs", "training"], "*.safetensors", SearchOption.AllDirectories).ToDictionary(path => path, File.GetLastWriteTimeUtc);

        var second = AugmentationAblation.Run(world.Run, Policies.Reverse().Reverse(), [0]);

        Assert.Equal(Policies.Length + 1, models.Count);
        Assert.Equal(models, Directory.GetFiles(world["runs", "training"], "*.safetensors", SearchOption.AllDirectories).ToDictionary(path => path, File.GetLastWriteTimeUtc));
        Assert.Equal(first, second);
    }

    [Fact]
    public void A_cancelled_ablation_keeps_what_is_finished_and_goes_on_from_there()
    {
        using var stop = new CancellationTokenSource();
        var seen = new List<WorkProgress>();

        Assert.ThrowsAny<OperationCanceledException>(() => AugmentationAblation.Run(
            world.Run, Policies, [0], new Watcher(seen, report => report.What.StartsWith(Policies[1].Name, StringComparison.Ordinal), stop), stop.Token));

        Assert.Single(Directory.GetFiles(world["runs", "training"], "*.safetensors", SearchOption.AllDirectories));
        Assert.Equal(Policies.Length, AugmentationAblation.Run(world.Run, Policies, [0], new Watcher(seen, _ => false, stop)).Rows.Count);
        Assert.All(seen, report => Assert.InRange(report.Share, 0, 1));
        Assert.Contains(seen, report => report.What.StartsWith("all, drawn again: resnet-tiny fold 1 of 2, epoch 2 of 2", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_to_compare_and_one_name_for_two_policies_are_refused()
    {
        string none = Assert.Throws<ArgumentException>(() => AugmentationAblation.Run(world.Run, [], [0])).Message;
        string noFold = Assert.Throws<ArgumentException>(() => AugmentationAblation.Run(world.Run, Policies, [])).Message;
        string twice = Assert.Throws<ArgumentException>(() => AugmentationAblation.Run(world.Run, [.. Policies, Policies[1]], [0])).Message;

        Assert.Contains("at least one policy and one fold, got 0 and 1", none, StringComparison.Ordinal);
        Assert.Contains("got 3 and 0", noFold, StringComparison.Ordinal);
        Assert.Contains("got 'without HorizontalFlip' more than once", twice, StringComparison.Ordinal);
        Assert.False(Directory.Exists(world["runs"]));
    }

    // Pixel by pixel: the map enlarged to the original size, cut at 0.5, counted.
    private IEnumerable<double> SlowPlainJaccards(LesionResult result) => result.Maps.Select(item =>
    {
        var map = item.Map.ResizeTo(world.Data[item.Id].ReadImage().Size);
        var truth = ImageFiles.ReadMask(world.Data[item.Id].LesionMaskPath, ImageFiles.ScoringThreshold);
        int both = 0, either = 0;
        for (int row = 0; row < truth.Size.Height; row++)
        {
            for (int column = 0; column < truth.Size.Width; column++)
            {
                bool found = map[row, column] > 0.5;
                both += found && truth[row, column] ? 1 : 0;
                either += found || truth[row, column] ? 1 : 0;
            }
        }

        return both / (double)either;
    });

    private sealed class Watcher(List<WorkProgress> seen, Func<WorkProgress, bool> isEnough, CancellationTokenSource stop) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value)
        {
            seen.Add(value);
            if (isEnough(value))
            {
                stop.Cancel();
            }
        }
    }
}
