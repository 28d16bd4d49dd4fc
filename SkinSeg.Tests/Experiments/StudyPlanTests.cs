using SkinSeg.Data;
using SkinSeg.Experiments;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class StudyPlanTests : IDisposable
{
    private static readonly WorkRates Rates = new()
    {
        SecondsPerStep = 1,
        SecondsPerValidationImage = 0.5,
        SecondsPerCheckpoint = 2,
        SecondsPerMap = 0.1,
        SecondsPerScore = 0.2,
        ModelBytes = 1000,
        CheckpointBytes = 5000,
        MapBytes = 10,
        MemoryBytes = 77,
    };

    private readonly SmallWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void The_papers_study_is_its_hundred_trainings()
    {
        Assert.Equal(100, Study.Paper.Experiments.Count * Study.Paper.Folds.Count);
        Assert.Equal(5, Study.Paper.For(SegmentationTarget.Lesion).Count);
        Assert.All(SegmentationTargets.Attributes, target => Assert.Equal(3, Study.Paper.For(target).Count));
    }

    [Fact]
    public void A_training_costs_its_steps_its_validations_and_its_checkpoints()
    {
        var plan = Plan();

        var training = plan.Stages[0];

        // 6 images in 2 folds: 3 to train in batches of 2 are 2 steps, 3 to validate; 2 epochs; 0.3 s to start.
        Assert.Equal(StageKind.Training, training.Stage.Kind);
        Assert.Equal(0.3 + (2 * ((2 * 1) + (3 * 0.5) + 2)), training.Price.Seconds, 9);
        Assert.Equal(77, plan.Total.MemoryBytes);
        Assert.Equal(5000, plan.CheckpointBytes);
        Assert.Equal(2, plan.MissingTrainings.Count);
        Assert.Equal(plan.Total.Seconds, plan.Remaining.Seconds, 9);
    }

    [Fact]
    public void What_is_finished_costs_nothing_any_more_and_every_planned_stage_is_one_that_a_run_makes()
    {
        var planned = Plan();
        StudyRun.Run(Of(), Bench());

        var after = Plan();

        Assert.Equal(planned.Stages.Select(stage => stage.Stage.Id).Order(), world.Store.List().Select(stage => stage.Stage.Id).Order());
        Assert.All(after.Stages, stage => Assert.Equal(StageState.Finished, stage.State));
        Assert.Empty(after.MissingTrainings);
        Assert.Equal(0, after.Remaining.Seconds);
    }

    [Fact]
    public void Two_networks_and_more_have_an_ensemble_as_it_was_planned()
    {
        var study = Of() with { Experiments = [SmallWorld.Experiment, SmallWorld.Experiment with { Seed = 7, Network = SmallWorld.Experiment.Network with { Name = "resnet-other" } }] };
        var planned = StudyPlan.Of(study, Bench(), _ => Rates);

        var result = StudyRun.Run(study, Bench());

        Assert.Equal(["resnet-tiny", "resnet-other", "ensemble"], result.Lesions.Select(lesions => lesions.Maps.Name));
        Assert.Equal(planned.Stages.Select(stage => stage.Stage.Id).Order(), world.Store.List().Select(stage => stage.Stage.Id).Order());
        Assert.Equal(3, StudyRun.Gather(study, Bench()).Lesions.Count);
    }

    [Fact]
    public void A_half_finished_study_gives_its_table_with_the_command_for_what_is_missing()
    {
        world.Run.Predict([1]);

        var result = StudyRun.Gather(Of(), Bench());
        string table = TableOne.Of(result, row => $"fill {row.Name} {row.FoldText}").ToString();

        Assert.Equal([1], Assert.Single(result.Lesions).Maps.Folds);
        Assert.Contains("missing", table, StringComparison.Ordinal);
        Assert.Contains("fill resnet-tiny fold 1", table, StringComparison.Ordinal);
    }

    [Fact]
    public void A_planned_training_is_found_by_its_id_and_is_the_one_that_was_planned()
    {
        var plan = Keep();
        string id = plan.MissingTrainings[1].Stage.Id;

        var task = StageTask.Read(world.Store, id[..8]);

        Assert.Equal((id, 1), (task.Id, task.Fold));
        Assert.Equal(SmallWorld.Experiment, task.Experiment);
        Assert.Equal(world.Data.ManifestHash, task.Data.ManifestHash);
        Assert.Contains("which none has", Assert.Throws<ArgumentException>(() => StageTask.Read(world.Store, "zz")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_that_changed_since_they_were_planned_are_named()
    {
        string id = Keep().MissingTrainings[0].Stage.Id;
        string image = world.Data.Images[2].ImagePath;
        File.AppendAllText(image, "more");

        string message = Assert.Throws<InvalidDataException>(() => StageTask.Read(world.Store, id)).Message;
        string note = StudyData.DescribeChange(world.Store, Isic2018.Open(world["data"]), world["data"]);
        File.Delete(image);
        string gone = Assert.Throws<InvalidDataException>(() => StageTask.Read(world.Store, id)).Message;

        Assert.Contains("changed since this was planned: 1 file(s) differ", message, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileName(image), message, StringComparison.Ordinal);
        Assert.Contains("changed since the last run into this store", note, StringComparison.Ordinal);
        Assert.Contains(Path.GetFileNameWithoutExtension(image), gone, StringComparison.Ordinal);
    }

    [Fact]
    public void Estimates_are_judged_by_the_time_that_stages_took()
    {
        Keep();
        StudyRun.Run(Of(), Bench());

        var review = PlanReview.Of(world.Store);

        Assert.Equal(2, review.Rows.First(row => row.What == "trainings of resnet-tiny").Stages);
        Assert.Equal(world.Store.List().Sum(stage => stage.Record!.Seconds), review.Sum.Took, 6);
        Assert.Equal((review.Sum.Estimated / review.Sum.Took) - 1, review.Sum.Error, 9);
    }

    private static Study Of() => new([SmallWorld.Experiment], [0, 1]);

    private Workbench Bench() => new(world.Data, world.Store, world["cache"]);

    private StudyPlan Plan() => StudyPlan.Of(Of(), Bench(), _ => Rates);

    private StudyPlan Keep()
    {
        var plan = Plan();
        StudyData.Of(world.Data, world["data"]).Save(world.Store);
        PlanNote.Save(world.Store, plan, world.Data.ManifestHash, "this one");
        return plan;
    }
}
