using System.Reflection;
using SkinSeg.Augmentation;
using SkinSeg.Data;
using SkinSeg.Experiments;
using SkinSeg.Inference;
using SkinSeg.Losses;
using SkinSeg.Models;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;
using SkinSeg.Training;

namespace SkinSeg.Tests.Experiments;

/// <summary>One property of an experiment, however deep, and how to give it another value.</summary>
/// <param name="Path">For example <c>Training.Optimizer.Beta1</c>.</param>
/// <param name="Properties">The way to it.</param>
internal sealed record ExperimentVariation(string Path, IReadOnlyList<PropertyInfo> Properties)
{
    /// <summary>The experiment with another value of this property.</summary>
    public Experiment Of(Experiment experiment, Random random) => (Experiment)Varied(experiment, 0, random);

    private object Varied(object record, int depth, Random random)
    {
        object copy = record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;
        var property = Properties[depth];
        object old = property.GetValue(record)!;
        property.SetValue(copy, depth == Properties.Count - 1 ? ExperimentVariations.Other(property.PropertyType, old, random) : Varied(old, depth + 1, random));
        return copy;
    }
}

/// <summary>Every property of an experiment, found by reflection: one that is added later is among them, or fails the tests for want of a way to vary it.</summary>
internal static class ExperimentVariations
{
    private static readonly Type[] Nested =
    [
        typeof(TrainingConfig), typeof(OptimizerConfig), typeof(PreparationConfig), typeof(FoldConfig), typeof(GridSearch), typeof(ThresholdGrid),
        typeof(DualThreshold), typeof(NetworkConfig), typeof(LoaderConfig), typeof(SubsamplingConfig), typeof(PostProcessingConfig),
    ];

    private static readonly Loss[] Losses =
        [.. Loss.All, Loss.CrossEntropy + (0.5 * Loss.Jaccard), 0.5 * (Loss.CrossEntropy + Loss.Jaccard), 1e20 * Loss.Jaccard + (Loss.CrossEntropy + Loss.SquaredJaccard)];

    private static readonly ValueList<TestTimeView>[] Views = [TestTimeView.Paper, TestTimeView.None, [], [TestTimeView.Sharpening, TestTimeView.VerticalFlip]];

    private static readonly AugmentationPolicy[] Policies =
    [
        AugmentationPolicy.None, AugmentationPolicy.Paper, AugmentationPolicy.FromScratch, AugmentationPolicy.FlipsAndRotation.WithBorder(BorderFill.Black),
        .. AugmentationPolicy.Paper.LeaveOneOut().Select(named => named.Policy), AugmentationPolicy.Paper.AtStrength(0.37),
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<ExperimentVariation> All { get; } = [.. Of(typeof(Experiment), [])];

    /// <summary>Another value than <paramref name="old"/>.</summary>
    public static object Other(Type type, object old, Random random) => type switch
    {
        _ when type == typeof(int) => random.Next(1, 100_000),
        _ when type == typeof(double) => random.NextDouble(),
        _ when type == typeof(bool) => !(bool)old,
        _ when type == typeof(string) => $"odd näme \"{random.Next()}\" <\\>",
        _ when type == typeof(ImageSize) => new ImageSize(random.Next(1, 5000), random.Next(1, 5000)),
        _ when type == typeof(ValueList<double>) => new ValueList<double>(Enumerable.Range(0, random.Next(1, 5)).Select(_ => random.NextDouble())),
        _ when type.IsEnum => Pick(Enum.GetValues(type).Cast<object>(), old, random),
        _ when type == typeof(ThresholdPair) => new ThresholdPair(random.NextDouble(), random.NextDouble()),
        _ when type == typeof(Loss) => Pick(Losses, old, random),
        _ when type == typeof(ValueList<TestTimeView>) => Pick(Views, old, random),
        _ when type == typeof(AugmentationPolicy) => Pick(Policies, old, random),
        _ when type == typeof(EncoderConfig) => Pick(NetworkCatalogue.All.Select(network => network.Encoder), old, random),
        _ when type == typeof(DecoderConfig) => Pick(NetworkCatalogue.All.Select(network => network.Decoder), old, random),
        _ => throw new NotSupportedException($"Say how to vary a {type}, and whether it decides results."),
    };

    private static object Pick(IEnumerable<object> values, object old, Random random)
    {
        object[] others = [.. values.Where(value => !value.Equals(old))];
        return others[random.Next(others.Length)];
    }

    private static IEnumerable<ExperimentVariation> Of(Type type, PropertyInfo[] above) =>
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.SetMethod is { IsPublic: true }
        let path = (PropertyInfo[])[.. above, property]
        from variation in Nested.Contains(property.PropertyType) ? Of(property.PropertyType, path) : [new(string.Join('.', path.Select(part => part.Name)), path)]
        select variation;
}
