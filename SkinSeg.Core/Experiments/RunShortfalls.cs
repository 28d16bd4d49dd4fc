using System.Globalization;
using SkinSeg.Data;
using SkinSeg.Metrics;
using SkinSeg.Models;
using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>Finds what separates a run from the paper's, by its values and not by its names.</summary>
internal static class RunShortfalls
{
    // The smallest image of ISIC 2018 has 542×722 pixels; copies of it have been shrunk.
    private const long SmallestImage = 250_000;

    private static readonly WeightConvention[] Conventions =
    [
        WeightConvention.Torchvision, WeightConvention.Timm, WeightConvention.Caffe,
        WeightConvention.KerasResNet, WeightConvention.KerasDenseNet, WeightConvention.Keras,
    ];

    /// <summary>The conditions of a result on lesions.</summary>
    public static RunConditions Of(LesionResult result, string budget) =>
        Of(result.Maps, result.Scores.Images.Select(image => (image.Id, image.Counts)), budget);

    /// <summary>The conditions of a result on an attribute, and of the lesions that it was restricted to.</summary>
    public static RunConditions Of(AttributeResult result, string budget)
    {
        var own = Of(result.Maps, result.Counts.Select(counts => (counts.Id, counts.Counts)), budget);
        return result.Lesions is { } lesions && !Of(lesions, budget).IsThePapers
            ? own with { Shortfalls = [.. own.Shortfalls, "restricted to lesions that were not found as in the paper"] }
            : own;
    }

    /// <summary>The part that concerns the images alone, for what is a property of the data.</summary>
    public static RunConditions OfData(AttributeResult result, string budget)
    {
        var images = result.Counts.Select(counts => (counts.Id, counts.Counts));
        return Of(result.Maps, images, budget) with { Shortfalls = [.. OfImages([.. images], result.Maps.Run.Data)] };
    }

    private static RunConditions Of(HeldOutMaps maps, IEnumerable<(string Id, PixelCounts Counts)> images, string budget)
    {
        (string Id, PixelCounts Counts)[] scored = [.. images];
        var experiment = maps.Run.Experiment;
        ValueList<string> shortfalls =
        [
            .. OfImages(scored, maps.Run.Data),
            .. OfMembers(maps),
            .. maps.Members.SelectMany(OfExperiment),
            .. maps.Folds.Count < Folds.PaperCount ? [Invariant($"{maps.Folds.Count} of {Folds.PaperCount} folds")] : Array.Empty<string>(),
        ];
        return new(
            budget, [.. maps.Members.Select(member => member.Network.Name)], maps.Run.Data.ToString(), scored.Length,
            Invariant($"{maps.Folds.Count} of {experiment.Folds.Count} folds"), experiment.Training.Epochs)
        { Shortfalls = [.. shortfalls.Distinct()] };
    }

    private static IEnumerable<string> OfImages((string Id, PixelCounts Counts)[] images, DermoscopyDataset data)
    {
        if (images.Any(image => IsDrawn(image.Id)))
        {
            yield return "synthetic images";
        }

        if (data.Partition != Partition.Training || images.Length != PaperNumbers.TrainingImages)
        {
            yield return Invariant($"{images.Length} images instead of {PaperNumbers.TrainingImages}");
        }

        if (images.Any(image => image.Counts.Total < SmallestImage))
        {
            yield return "images smaller than the published ones";
        }
    }

    private static IEnumerable<string> OfMembers(HeldOutMaps maps)
    {
        var papers = maps.Run.Experiment.Target == SegmentationTarget.Lesion ? NetworkCatalogue.Paper : Study.AttributeNetworks;
        bool isEnsemble = maps.Members.Count > 1;
        if (isEnsemble && !maps.Members.Select(member => member.Network.Name).Order(StringComparer.Ordinal).SequenceEqual(papers.Select(network => network.Name).Order(StringComparer.Ordinal)))
        {
            yield return Invariant($"an ensemble of {maps.Members.Count} networks other than the paper's {papers.Count}");
        }
    }

    private static IEnumerable<string> OfExperiment(Experiment experiment)
    {
        var paper = experiment.Target == SegmentationTarget.Lesion ? new() : Experiment.ForAttribute(experiment.Target.Attribute());
        var training = experiment.Training;
        // What the paper leaves open, or what changes no result, may differ: batch size, seeds, speed.
        var recipe = paper.Training with { Epochs = training.Epochs, BatchSize = training.BatchSize, Seed = training.Seed, Acceleration = training.Acceleration, Loader = training.Loader };
        (bool Differs, string What)[] all =
        [
            (!IsThePapers(experiment.Network), $"{experiment.Network.Name} instead of one of the paper's networks"),
            (experiment.InitialWeights.Length == 0, "random initial weights"),
            (experiment.WorkingSize != paper.WorkingSize, $"{experiment.WorkingSize} instead of {paper.WorkingSize}"),
            (training.Epochs != paper.Training.Epochs, Invariant($"{training.Epochs} epochs instead of {paper.Training.Epochs}")),
            (training != recipe, "another training recipe"),
            (experiment.Folds.Count != paper.Folds.Count, Invariant($"cross-validation in {experiment.Folds.Count} folds")),
            (experiment.Views != paper.Views, "other views at test time"),
            (experiment.Search.Grid != paper.Search.Grid, "another grid of thresholds"),
            (experiment.PostProcessing != paper.PostProcessing || experiment.Search.Rule != paper.Search.Rule, "another post-processing"),
            (experiment.EvaluateOn != paper.EvaluateOn, "scored on balanced images"),
            (experiment.Target != SegmentationTarget.Lesion && experiment.Subsampling.Balance != paper.Subsampling.Balance, "trained on all images"),
        ];
        return all.Where(one => one.Differs).Select(one => one.What);
    }

    // By its layers: a compact network under the name of a large one is still compact. Weights of other sources change epsilons and strides alone.
    private static bool IsThePapers(NetworkConfig network) => NetworkCatalogue.Paper.Any(paper =>
        paper.Name == network.Name && paper.Decoder == network.Decoder
        && Conventions.Select(paper.Encoder.For).Append(paper.Encoder).Contains(network.Encoder));

    private static bool IsDrawn(string id) =>
        int.TryParse(id.Split('_')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= SyntheticPlan.FirstNumber;
}
