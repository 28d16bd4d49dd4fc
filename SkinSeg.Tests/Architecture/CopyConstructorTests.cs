using System.Reflection;
using SkinSeg.Augmentation;
using SkinSeg.Data;
using SkinSeg.Experiments;
using SkinSeg.Imaging;
using SkinSeg.Inference;
using SkinSeg.Losses;
using SkinSeg.Models;
using SkinSeg.PostProcessing;
using SkinSeg.Tensors;
using SkinSeg.Training;
using Xunit;

namespace SkinSeg.Tests.Architecture;

/// <summary>F# varies a record through its public copy constructor; one that forgets a property would also break C#'s <c>with</c>.</summary>
public sealed class CopyConstructorTests
{
    [Fact]
    public void A_copied_training_configuration_keeps_every_property() => AssertCopies(
        new TrainingConfig
        {
            Epochs = 3,
            BatchSize = 5,
            Seed = 7,
            Loss = Loss.SquaredJaccard,
            Optimizer = OptimizerConfig.FromScratch,
            Augmentation = AugmentationPolicy.None,
            Acceleration = Acceleration.Off,
            BatchOrder = BatchOrder.Stratified,
            BalanceEachEpoch = true,
            Loader = new() { Workers = 3 },
        },
        original => new TrainingConfig(original));

    [Fact]
    public void A_copied_experiment_keeps_every_property() => AssertCopies(
        new Experiment
        {
            Network = NetworkCatalogue.CompactResNet,
            InitialWeights = "weights.safetensors",
            Target = SegmentationTarget.Streaks,
            Preparation = new() { Size = new(32, 64) },
            Folds = new() { Count = 3 },
            Subsampling = SubsamplingConfig.Off,
            Seed = 9,
            Training = TrainingConfig.FromScratch,
            Views = TestTimeView.None,
            Search = new() { Grid = ThresholdGrid.Extended },
            PostProcessing = PostProcessingConfig.Attribute,
            EvaluateOn = EvaluationSet.Balanced,
        },
        original => new Experiment(original));

    [Fact]
    public void A_copied_way_of_drawing_hair_keeps_every_property() => AssertCopies(
        HairConfig.Training with { CountRange = new(2, 3), LengthRange = new(1, 2), OrientationSpreadDegrees = 5, DarkShare = 0.5, AlphaRange = new(0.1, 0.2), ShadowStrength = 0 },
        original => new HairConfig(original));

    private static void AssertCopies<T>(T changed, Func<T, T> copy)
        where T : class, new()
    {
        var copied = copy(changed);
        var standard = new T();
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            Assert.True(!Equals(property.GetValue(changed), property.GetValue(standard)), $"the test does not change {property.Name}");
            Assert.True(Equals(property.GetValue(changed), property.GetValue(copied)), $"the copy forgets {property.Name}");
        }
    }
}
