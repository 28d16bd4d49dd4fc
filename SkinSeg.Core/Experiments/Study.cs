using System.Globalization;
using SkinSeg.Data;
using SkinSeg.Models;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>The experiments that make the paper's tables together: some networks for lesions, some for each attribute, all on the same folds.</summary>
/// <param name="Experiments">One per network and target.</param>
/// <param name="Folds">Folds to run, counted from 0.</param>
public sealed record Study(ValueList<Experiment> Experiments, ValueList<int> Folds)
{
    /// <summary>
    /// The paper's 100 trainings: five networks for lesions (Table I), three for each of five attributes (Table III; facts.md §6.2 #14), five folds each.
    /// </summary>
    public static Study Paper { get; } = new(
        [
            .. NetworkCatalogue.Paper.Select(network => new Experiment { Network = network }),
            .. from attribute in LesionAttributes.All from network in AttributeNetworks select Experiment.ForAttribute(attribute) with { Network = network },
        ],
        [0, 1, 2, 3, 4]);

    /// <summary>The networks that the paper trains for attributes.</summary>
    public static IReadOnlyList<NetworkConfig> AttributeNetworks => [NetworkCatalogue.ResNet152, NetworkCatalogue.DenseNet169, NetworkCatalogue.InceptionResNetV2];

    /// <summary>The experiments for one target, in their order.</summary>
    public ValueList<Experiment> For(SegmentationTarget target) => [.. Experiments.Where(experiment => experiment.Target == target)];

    /// <summary>The targets, each once.</summary>
    public ValueList<SegmentationTarget> Targets => [.. Experiments.Select(experiment => experiment.Target).Distinct()];

    /// <summary>A part of the study.</summary>
    /// <param name="networks">Names of networks; all where there is none.</param>
    /// <param name="folds">Folds counted from 0; all where there is none.</param>
    /// <exception cref="ArgumentException">A network or a fold is not in the study.</exception>
    public Study Part(IEnumerable<string> networks, IEnumerable<int> folds)
    {
        ArgumentNullException.ThrowIfNull(networks);
        ArgumentNullException.ThrowIfNull(folds);
        string[] names = [.. networks];
        int[] numbers = [.. folds];
        if (names.FirstOrDefault(name => !Experiments.Any(experiment => Same(experiment, name))) is { } unknown)
        {
            throw new ArgumentException($"Expected a network of {string.Join(", ", Experiments.Select(experiment => experiment.Network.Name).Distinct())}, got '{unknown}'.", nameof(networks));
        }

        int count = Experiments.Min(experiment => experiment.Folds.Count);
        if (numbers.Any(fold => fold < 0 || fold >= count))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected folds from 1 to {count}, got {string.Join(", ", numbers.Select(fold => fold + 1))}."), nameof(folds));
        }

        return new(
            [.. Experiments.Where(experiment => names.Length == 0 || names.Any(name => Same(experiment, name)))],
            numbers.Length == 0 ? Folds : [.. numbers.Distinct().Order()]);
    }

    private static bool Same(Experiment experiment, string name) => string.Equals(experiment.Network.Name, name, StringComparison.OrdinalIgnoreCase);
}
