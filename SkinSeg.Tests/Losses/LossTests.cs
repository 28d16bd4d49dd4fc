using SkinSeg.Losses;
using SkinSeg.Tests.Support;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Losses;

public sealed class LossTests
{
    public static TheoryData<string> Names => [.. Loss.All.Select(loss => loss.Name)];

    [Theory]
    [NoTensorLeak]
    [MemberData(nameof(Names))]
    public void The_gradient_is_the_slope_between_two_near_values(string name)
    {
        const double Step = 1e-5; // error of a central difference in float64: about Step² + 1e-16/Step
        var loss = Loss.Find(name);
        using var scope = NewDisposeScope();
        var logits = ReferenceHash.Draw("logits", [2, 1, 3, 4], seed: 5, (-4, 8)).requires_grad_();
        var target = ReferenceHash.Draw("target", [2, 1, 3, 4], seed: 5, (0, 1)).lt(0.4).to(float64);

        loss.Evaluate(logits, target).backward();

        double[] gradient = logits.grad!.data<double>().ToArray();
        using var noGradient = no_grad();
        for (int i = 0; i < gradient.Length; i++)
        {
            double ValueAt(double shift)
            {
                var moved = logits.clone();
                moved.view(-1)[i].add_(shift);
                return loss.Evaluate(moved, target).item<double>();
            }

            Assert.Equal((ValueAt(Step) - ValueAt(-Step)) / (2 * Step), gradient[i], 1e-8);
        }
    }

    [Fact]
    [NoTensorLeak]
    public void Soft_Jaccard_of_two_pixels_is_what_a_pencil_says()
    {
        using var scope = NewDisposeScope();
        var logits = zeros(1, 1, 1, 2, float64);                         // p = 1/2, 1/2
        var target = tensor(new[] { 1.0, 0.0 }, [1, 1, 1, 2]);

        // Eq. 1: 1 − (1/2 + 1)/(1 + 1 − 1/2 + 1) = 0.4; Eq. 3: 1 − (1/2)/(1 + 1/2 − 1/2 + 1) = 0.75; bce = ln 2.
        Assert.Equal(0.4, Loss.Jaccard.Evaluate(logits, target).item<double>(), 1e-12);
        Assert.Equal(0.75, Loss.SquaredJaccard.Evaluate(logits, target).item<double>(), 1e-12);
        Assert.Equal(Math.Log(2), Loss.CrossEntropy.Evaluate(logits, target).item<double>(), 1e-12);
        Assert.Equal(0.4 + Math.Log(2), Loss.JaccardCrossEntropy.Evaluate(logits, target).item<double>(), 1e-12);
    }

    [Fact]
    [NoTensorLeak]
    public void Sums_per_image_and_over_the_batch_agree_for_one_image_and_differ_for_two()
    {
        using var scope = NewDisposeScope();
        var logits = ReferenceHash.Draw("logits", [2, 1, 4, 4], seed: 5, (-4, 8));
        var target = ReferenceHash.Draw("target", [2, 1, 4, 4], seed: 5, (0, 1)).lt(0.4).to(float64);
        double Value(Loss loss, int count) => loss.Evaluate(logits.narrow(0, 0, count), target.narrow(0, 0, count)).item<double>();

        Assert.Equal(Value(Loss.JaccardCrossEntropy, 1), Value(Loss.JaccardCrossEntropyPerImage, 1), 1e-12);
        Assert.NotEqual(Value(Loss.JaccardCrossEntropy, 2), Value(Loss.JaccardCrossEntropyPerImage, 2), 1e-6);
        Assert.Equal(Value(Loss.SquaredJaccard, 1), Value(Loss.SquaredJaccardPerImage, 1), 1e-12);
    }

    [Fact]
    [NoTensorLeak]
    public void Eq_3_per_image_teaches_nothing_about_an_image_without_the_attribute()
    {
        using var scope = NewDisposeScope();
        var target = zeros(2, 1, 2, 2, float64);
        target[0].fill_(1);
        double EmptyImagesGradient(Loss loss)
        {
            var logits = zeros(2, 1, 2, 2, float64).requires_grad_();
            loss.Evaluate(logits, target).backward();
            return logits.grad![1].abs().sum().item<double>();
        }

        Assert.Equal(0, EmptyImagesGradient(Loss.SquaredJaccardPerImage)); // facts.md §6.3 #7
        Assert.True(EmptyImagesGradient(Loss.SquaredJaccard) > 1e-3);
    }

    [Fact]
    [NoTensorLeak]
    public void Losses_add_and_scale_and_say_so_in_their_names()
    {
        var loss = Loss.CrossEntropy + (0.5 * Loss.Jaccard);
        using var scope = NewDisposeScope();
        var logits = ReferenceHash.Draw("logits", [1, 1, 4, 4], seed: 5, (-4, 8));
        var target = ReferenceHash.Draw("target", [1, 1, 4, 4], seed: 5, (0, 1)).lt(0.4).to(float64);
        double Value(Loss part) => part.Evaluate(logits, target).item<double>();

        Assert.Equal("bce+0.5*jaccard", loss.Name);
        Assert.Equal(Value(Loss.CrossEntropy) + (0.5 * Value(Loss.Jaccard)), Value(loss), 1e-12);
    }

    [Fact]
    [NoTensorLeak]
    public void A_loss_leaves_nothing_behind_but_its_value()
    {
        using var logits = zeros(1, 1, 4, 4);
        using var target = zeros(1, 1, 4, 4);

        foreach (var loss in Loss.All)
        {
            using var value = loss.Evaluate(logits, target);
        }
    }

    [Fact]
    public void A_target_of_another_shape_is_refused_with_both_shapes()
    {
        using var logits = zeros(2, 1, 4, 4);
        using var target = zeros(2, 4, 4);

        foreach (var loss in Loss.All)
        {
            Assert.Contains("the logits' shape 2×1×4×4, got 2×4×4", Assert.Throws<ArgumentException>(() => loss.Evaluate(logits, target)).Message);
        }

        Assert.Contains("choose one of eq1, eq1-per-image, ", Assert.Throws<ArgumentException>(() => Loss.Find("dice")).Message);
    }
}
