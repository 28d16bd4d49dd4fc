using SkinSeg.Augmentation;
using SkinSeg.Data;
using SkinSeg.Experiments;
using SkinSeg.Models;
using SkinSeg.PostProcessing;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Training;

namespace SkinSeg.Notebooks;

/// <summary>What a budget buys: how many images, which experiment, which folds of it.</summary>
/// <param name="Images">Images at most; all where 0.</param>
/// <param name="Experiment">Network, size, training.</param>
/// <param name="Folds">Folds to run, counted from 0.</param>
/// <param name="NeedsData">Whether synthetic images will not do.</param>
public sealed record BudgetPlan(int Images, Experiment Experiment, ValueList<int> Folds, bool NeedsData)
{
    private static readonly Experiment Compact = new()
    {
        Network = NetworkCatalogue.CompactResNet,
        Preparation = new() { Size = new(96, 128) },
        Training = TrainingConfig.FromScratch,
        // T_H from 0.5: a compact network after few epochs is rarely certain (facts.md §6.2 #4).
        Search = new() { Grid = ThresholdGrid.Extended },
    };

    // Batches of 4, so that 19 images make 5 steps an epoch; smaller batches are noisier, hence half the learning rate.
    private static readonly Experiment Smoke = Compact with
    {
        Training = Compact.Training with { Epochs = 30, BatchSize = 4, Optimizer = OptimizerConfig.FromScratch with { LearningRate = 2e-3 } },
    };

    private static readonly Experiment Lesson = Compact with { Training = Compact.Training with { Epochs = 20 } };

    private static readonly ValueList<int> AllFolds = [0, 1, 2, 3, 4];

    /// <summary>All experiments of the budget, for the paper's tables; <see cref="Experiment"/> is one of them.</summary>
    public Study Study { get; init; } = new([Experiment], Folds);

    /// <summary>Lesions and attributes for Table III: Task 1's first network, to restrict attributes to the lesion, then the attributes' networks.</summary>
    public Study AttributeStudy { get; init; } = Study.Paper with { Folds = Folds };

    /// <summary>Policies of the ablation of augmentation: the paper's, without each routine in turn, and none at all.</summary>
    public ValueList<NamedPolicy> AblationPolicies { get; init; } = [.. AugmentationPolicy.Paper.LeaveOneOut(), NoAugmentation];

    /// <summary>Network, size and training of the ablation: those of <see cref="Experiment"/>, with fewer epochs where a smoke run has to be over soon.</summary>
    public Experiment AblationExperiment { get; init; } = Experiment;

    /// <summary>Folds of the ablation, counted from 0: one, because it trains a network for each policy.</summary>
    public ValueList<int> AblationFolds { get; init; } = [0];

    // All, without one routine of place, without one of looks, and none: enough to see how it works.
    private static ValueList<NamedPolicy> FewPolicies =>
    [
        .. AugmentationPolicy.Paper.LeaveOneOut().Where(policy => policy.Name is "all" or "without Rotation" or "without HairOcclusion"), NoAugmentation,
    ];

    private static NamedPolicy NoAugmentation => new("no augmentation", AugmentationPolicy.None);

    /// <summary>The plan of a budget.</summary>
    public static BudgetPlan Of(Budget budget) => budget switch
    {
        Budget.Smoke => new(24, Smoke, AllFolds, NeedsData: false)
        {
            Study = new([Smoke, Smoke with { Network = NetworkCatalogue.CompactDenseNet }], AllFolds),
            AttributeStudy = new(
                [Smoke, .. OnAttributes(Smoke, 8, [NetworkCatalogue.CompactResNet], [LesionAttribute.PigmentNetwork, LesionAttribute.Globules])], [0, 1]),
            AblationPolicies = FewPolicies,
            AblationExperiment = Smoke with { Training = Smoke.Training with { Epochs = 15 } },
        },
        Budget.Lesson => new(300, Lesson, AllFolds, NeedsData: false)
        {
            Study = new([.. NetworkCatalogue.Compact.Select(network => Lesson with { Network = network })], AllFolds),
            AttributeStudy = new(
                [
                    Lesson,
                    .. OnAttributes(
                        Lesson, 20, [NetworkCatalogue.CompactResNet, NetworkCatalogue.CompactDenseNet, NetworkCatalogue.CompactInceptionResNet], LesionAttributes.All),
                ],
                AllFolds),
        },
        Budget.Fold => new(0, new(), [0], NeedsData: true),
        Budget.Paper => new(0, new(), AllFolds, NeedsData: true) { AblationFolds = AllFolds, Study = Study.Paper },
        _ => throw new ArgumentOutOfRangeException(nameof(budget), budget, "Expected Smoke, Lesson, Fold or Paper."),
    };

    /// <summary>The same plan, computed in another way.</summary>
    public BudgetPlan With(Acceleration acceleration) =>
        this with
        {
            Experiment = At(Experiment, acceleration),
            Study = Study with { Experiments = [.. Study.Experiments.Select(experiment => At(experiment, acceleration))] },
            AttributeStudy = AttributeStudy with { Experiments = [.. AttributeStudy.Experiments.Select(experiment => At(experiment, acceleration))] },
        };

    // The paper's loss, batches and thresholds for attributes with the budget's size and optimizer.
    private static IEnumerable<Experiment> OnAttributes(Experiment like, int epochs, IEnumerable<NetworkConfig> networks, IEnumerable<LesionAttribute> attributes) =>
        from attribute in attributes
        from network in networks
        let paper = Experiment.ForAttribute(attribute)
        select paper with
        {
            Network = network,
            Preparation = like.Preparation,
            Training = like.Training with { Epochs = epochs, Loss = paper.Training.Loss, BatchOrder = paper.Training.BatchOrder },
        };

    private static Experiment At(Experiment experiment, Acceleration acceleration) =>
        experiment with { Training = experiment.Training with { Acceleration = acceleration } };
}
