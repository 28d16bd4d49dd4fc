using SkinSeg.Data;
using SkinSeg.Experiments;
using SkinSeg.Losses;
using SkinSeg.Primitives;
using SkinSeg.Tests.Data;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class ExperimentIdentityTests : IDisposable
{
    /// <summary>What a machine decides, not a result: bad and changed images are named and refused or left out in any case, and a fold that lacks one is refused.</summary>
    private static readonly string[] WithoutInfluence =
        ["Preparation.Workers", "Preparation.OnBadImage", "Preparation.OnChangedImage", "Preparation.OnDamagedCache", "Training.Loader.Workers", "Training.Loader.Ahead"];

    /// <summary>What lesions do not have.</summary>
    private static readonly string[] OnlyForAttributes = ["Subsampling.Balance", "Subsampling.Draw", "Subsampling.Seed"];

    private readonly TemporaryFolder folder = new();
    private readonly DermoscopyDataset data;

    public ExperimentIdentityTests()
    {
        SmallDataset.WriteFlat(folder["data"], 5);
        data = Isic2018.Open(folder["data"]);
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(SegmentationTarget.Lesion)]
    [InlineData(SegmentationTarget.Streaks)]
    public void Every_property_changes_the_identity_but_those_that_a_machine_decides(SegmentationTarget target)
    {
        var random = Seed.RandomFor(1, 0, "identity");
        var experiment = SmallWorld.Experiment with { Target = target };
        string[] expected = target == SegmentationTarget.Lesion ? [.. WithoutInfluence, .. OnlyForAttributes] : WithoutInfluence;
        string own = experiment.Identity(data);

        var without = from variation in ExperimentVariations.All
                      where variation.Path != "InitialWeights" // a path: see the next test
                      where variation.Of(experiment, random).Identity(data) == own
                      select variation.Path;

        Assert.Equal(expected.Order(StringComparer.Ordinal), without.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Initial_weights_count_by_their_content_and_not_by_their_path()
    {
        foreach (string name in (string[])["a", "b", "c"])
        {
            File.WriteAllBytes(folder[name], [1, 2, (byte)(name == "c" ? 4 : 3)]);
        }

        string Of(string path) => (SmallWorld.Experiment with { InitialWeights = path }).Identity(data);

        Assert.Equal(Of(folder["a"]), Of(folder["b"]));
        Assert.Equal(4, new[] { Of(folder["a"]), Of(folder["c"]), Of(string.Empty), (SmallWorld.Experiment with { Seed = 7 }).Identity(data) }.Distinct().Count());
        Assert.Contains(folder["gone"], Assert.ThrowsAny<IOException>(() => Of(folder["gone"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_depends_on_nothing_that_comes_after_it()
    {
        var random = Seed.RandomFor(2, 0, "identity");
        string Of(Experiment experiment) => CanonicalJson.Hash(ExperimentIdentity.OfTraining(experiment, data));
        string own = Of(SmallWorld.Experiment);

        var later = ExperimentVariations.All.Where(variation => variation.Path != "InitialWeights" && Of(variation.Of(SmallWorld.Experiment, random)) == own).Select(variation => variation.Path);

        Assert.All(later.Except(WithoutInfluence).Except(OnlyForAttributes), path => Assert.Contains(path.Split('.')[0], (string[])["Views", "Search", "PostProcessing", "EvaluateOn"]));
        Assert.Equal(4, later.Except(WithoutInfluence).Except(OnlyForAttributes).Select(path => path.Split('.')[0]).Distinct().Count());
    }

    [Fact]
    public void Other_images_are_another_identity()
    {
        string own = SmallWorld.Experiment.Identity(data);
        Assert.NotEqual(own, SmallWorld.Experiment.Identity(data.Sample(4, 1)));
        File.AppendAllText(data.Images[0].ImagePath, "behind the image");

        Assert.NotEqual(own, SmallWorld.Experiment.Identity(Isic2018.Open(folder["data"])));
    }

    [Fact]
    public void The_version_of_a_loss_counts_also_within_a_sum()
    {
        var mine = new Loss("mine", static (logits, target) => (logits - target).abs().mean());
        string Of(Loss loss) => new Experiment { Training = new() { Loss = loss } }.Identity(data);

        Assert.NotEqual(Of(mine), Of(mine with { Version = 2 }));
        Assert.NotEqual(Of(mine + Loss.Jaccard), Of((mine with { Version = 2 }) + Loss.Jaccard));
    }

    [Fact]
    public void The_canonical_form_is_the_same_in_every_process_and_version()
    {
        // What another process printed as the SHA-256 of the canonical JSON, with the kit's first version of schema 3 (.NET 10, Linux x64): its first
        // fifty digits. It may change with the schema only, since stored trainings are found again by it.
        const string recorded = "abac9094dd005c80a2c87370fe45b7a434f916b25d1b2fc5aa";

        Assert.StartsWith(recorded, CanonicalJson.Hash(ExperimentJson.ToNode(new Experiment())), StringComparison.Ordinal);
    }
}
