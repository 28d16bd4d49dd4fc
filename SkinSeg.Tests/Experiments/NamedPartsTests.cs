using SkinSeg.Experiments;
using SkinSeg.Imaging;
using SkinSeg.Inference;
using SkinSeg.Losses;
using SkinSeg.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Experiments;

/// <summary>Functions enter JSON by name and version, and come back as the same function or not at all.</summary>
public sealed class NamedPartsTests
{
    private static readonly Loss Mine = new("mine", static (logits, target) => (logits - target).square().mean());

    private static readonly TestTimeView Mirror = new("mirror", static image => image.FlipHorizontal(), static map => map.FlipHorizontal());

    public static TheoryData<string, Loss> Formulas => new()
    {
        { "bce+0.5*jaccard", Loss.CrossEntropy + (0.5 * Loss.Jaccard) },
        { "0.5*(bce+jaccard)", 0.5 * (Loss.CrossEntropy + Loss.Jaccard) },
        { "0.5*bce+jaccard", (0.5 * Loss.CrossEntropy) + Loss.Jaccard },
        { "2*0.5*(bce+eq3)+-1*jaccard", (2 * (0.5 * (Loss.CrossEntropy + Loss.SquaredJaccard))) + (-1 * Loss.Jaccard) },
        { "bce+(jaccard+eq3)", Loss.CrossEntropy + (Loss.Jaccard + Loss.SquaredJaccard) },
        { "bce+jaccard+eq3", Loss.CrossEntropy + Loss.Jaccard + Loss.SquaredJaccard },
        { "1E20*bce+1E-07*eq1-per-image", (1e20 * Loss.CrossEntropy) + (1e-7 * Loss.JaccardCrossEntropyPerImage) },
        { "3*(0.1*(bce+jaccard)+eq3)", 3 * ((0.1 * (Loss.CrossEntropy + Loss.Jaccard)) + Loss.SquaredJaccard) },
        { "mine+0.5*bce", Mine + (0.5 * Loss.CrossEntropy) },
        { "0.25*(mine@2+mine)", 0.25 * ((Mine with { Version = 2 }) + Mine) },
    };

    [Theory]
    [MemberData(nameof(Formulas), DisableDiscoveryEnumeration = true)]
    [NoTensorLeak]
    public void Sums_and_multiples_come_back_as_the_same_function(string name, Loss loss)
    {
        var again = Read(With(loss), new() { Losses = [Mine, Mine with { Version = 2 }] });

        Assert.Equal(name, loss.Name);
        Assert.Equal(loss, again.Training.Loss);
        Assert.Equal(Value(loss), Value(again.Training.Loss));
    }

    [Fact]
    [NoTensorLeak]
    public void Half_a_sum_is_another_loss_than_half_of_its_first_part()
    {
        var (half, first) = (0.5 * (Loss.CrossEntropy + Loss.Jaccard), (0.5 * Loss.CrossEntropy) + Loss.Jaccard);

        Assert.NotEqual(half, first);
        Assert.NotEqual(With(half).ToJson(), With(first).ToJson());
        Assert.NotEqual(Value(half), Value(first));
    }

    [Fact]
    public void A_loss_and_a_view_of_ones_own_are_found_among_the_named_parts()
    {
        var experiment = With(Mine with { Version = 3 }) with { Views = [TestTimeView.Identity, Mirror] };

        Assert.Equal(experiment, Read(experiment, new() { Losses = [Mine, Mine with { Version = 3 }], Views = [Mirror] }));
        Assert.Contains("\"mine@3\"", experiment.ToJson(), StringComparison.Ordinal);
        Assert.Contains("a loss 'mine@3' that is not known here", Refusal(experiment, new() { Losses = [Mine], Views = [Mirror] }), StringComparison.Ordinal);
        Assert.Contains("a view 'mirror' that is not known here", Refusal(experiment, new() { Losses = [Mine with { Version = 3 }] }), StringComparison.Ordinal);
    }

    public static TheoryData<Loss> Nameless =>
    [
        new Loss("", Mine.Evaluate), new Loss(" ", Mine.Evaluate), new Loss("mine@2", Mine.Evaluate), Mine with { Version = 0 }, Mine with { Version = -1 },
        new Loss("bce", Mine.Evaluate), Loss.Jaccard with { Name = "bce" },
        new Loss("bce+jaccard", Mine.Evaluate), (Loss.CrossEntropy + Loss.Jaccard) with { Evaluate = Mine.Evaluate }, (Loss.CrossEntropy + Loss.Jaccard) with { Name = "bce+eq3" },
        (Loss.CrossEntropy + Loss.Jaccard) with { Version = 2 }, new Loss("2*bce", Mine.Evaluate), new Loss("(bce)", Mine.Evaluate),
        new Loss("bce", Mine.Evaluate) + Loss.Jaccard, 2 * new Loss("", Mine.Evaluate), Loss.Jaccard + (2 * (Mine with { Version = 0 })),
    ];

    [Theory]
    [MemberData(nameof(Nameless), DisableDiscoveryEnumeration = true)]
    public void A_loss_without_a_name_that_tells_it_from_all_others_is_refused(Loss loss)
    {
        string message = Assert.Throws<ArgumentException>(() => With(loss).ToJson()).Message;

        Assert.StartsWith("Expected a loss with a name of its own (without @, a loss also without +, * and brackets) and a version from 1 on", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_view_without_a_name_of_its_own_is_refused()
    {
        TestTimeView[] views = [Mirror with { Name = "" }, Mirror with { Name = "a@b" }, Mirror with { Version = 0 }, Mirror with { Name = "identity" }];

        Assert.All(views, view => Assert.Contains("Expected a view with a name of its own", Assert.Throws<ArgumentException>(() => (new Experiment() with { Views = [view] }).ToJson()).Message, StringComparison.Ordinal));
        Assert.Equal("identity@2", NamedParts.Stored(Mirror with { Name = "identity", Version = 2 })); // says itself that it is another
    }

    [Fact]
    public void A_renamed_sum_is_a_loss_of_ones_own()
    {
        var renamed = (Loss.CrossEntropy + Loss.Jaccard) with { Name = "both" };

        Assert.Equal(With(renamed), Read(With(renamed), new() { Losses = [renamed] }));
        Assert.Throws<InvalidDataException>(() => Read(With(renamed), new()));
        Assert.Equal("both+bce", (renamed + Loss.CrossEntropy).Name);
    }

    private static Experiment With(Loss loss) => new() { Training = new() { Loss = loss } };

    private static Experiment Read(Experiment experiment, NamedParts parts) => Experiment.FromJson(experiment.ToJson(), parts);

    private static string Refusal(Experiment experiment, NamedParts parts) => Assert.Throws<InvalidDataException>(() => Read(experiment, parts)).Message;

    private static double Value(Loss loss)
    {
        using var scope = NewDisposeScope();
        var logits = ReferenceHash.Draw("logits", [2, 1, 4, 4], seed: 5, (-4, 8));
        var target = ReferenceHash.Draw("target", [2, 1, 4, 4], seed: 5, (0, 1)).lt(0.4).to(float64);
        return loss.Evaluate(logits, target).item<double>();
    }
}
