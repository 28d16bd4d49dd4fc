using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Inference;
using SkinSeg.Notebooks;
using SkinSeg.Notebooks.Commands;
using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using SkinSeg.Weights;
using Xunit;

namespace SkinSeg.Tests.Inference;

/// <summary>What the one setting changes, and what it does not.</summary>
public sealed class AccelerationTests
{
    [Fact]
    [NoTensorLeak]
    public void Trained_weights_give_nearly_the_same_maps_in_16_bits_and_the_same_masks_but_for_single_pixels()
    {
        using var model = ModelFile.Load(PredictCommand.ShippedModel);
        var image = SyntheticDermoscopy.Draw(new(), 1).Image.ResizeTo(model.Info.InputSize);

        var plain = Predict(model, image, Acceleration.Off);
        var mixed = Predict(model, image, Acceleration.MixedPrecision);

        double difference = plain.ToArray().Zip(mixed.ToArray()).Average(pair => Math.Abs(pair.First - pair.Second));
        Assert.InRange(difference, 1e-7, 0.005); // 0 would mean that both computed alike
        int flipped = plain.ToArray().Zip(mixed.ToArray()).Count(pair => pair.First > 0.5 != pair.Second > 0.5);
        Assert.InRange(flipped, 0, image.Size.Area / 200);
    }

    [Fact]
    public void A_budget_computed_plainly_is_another_experiment_that_differs_in_nothing_else()
    {
        var standard = BudgetPlan.Of(Budget.Smoke);
        var plain = standard.With(Acceleration.Off);

        Assert.Equal(Acceleration.Automatic, standard.Experiment.Training.Acceleration);
        Assert.Equal(Acceleration.Off, plain.Experiment.Training.Acceleration);
        Assert.Equal(standard, plain.With(Acceleration.Automatic));
    }

    [Fact]
    public void The_banner_s_words_name_the_kind_of_numbers_and_their_order()
    {
        Assert.Equal("float32, channels first", TorchRuntime.Arithmetic(Acceleration.Off).Split(", TF32")[0]);
        Assert.Equal("bfloat16, channels last", TorchRuntime.Arithmetic(Acceleration.MixedPrecision).Split(", TF32")[0]);
    }

    private static ProbabilityMap Predict(LoadedModel model, RgbImage image, Acceleration acceleration) =>
        Predictor.Of("shipped", model.Network, Preprocessing.Of(model.Info.Preprocessing), acceleration).PredictOne(image);
}
