using SkinSeg.Augmentation;
using SkinSeg.Imaging;
using SkinSeg.Metrics;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>Trains the same network with one augmentation policy after another, and compares each with the first on the same held-out images.</summary>
/// <remarks>
/// C#: <c>AugmentationAblation.Run(lab.AblationRun, AugmentationPolicy.Paper.LeaveOneOut(), [0])</c>;
/// F#: <c>AugmentationAblation.Run(lab.AblationRun, AugmentationPolicy.Paper.LeaveOneOut(), [ 0 ])</c>. Initial weights, folds and order of images are the
/// same for all policies, and leaving a routine out does not change what the others draw. The paper prints no ablation; this design is ours.
/// </remarks>
public static class AugmentationAblation
{
    private const double PlainThreshold = 0.5;

    /// <summary>Trains and scores every policy, and the first a second time with other draws as a control. What is in the store is read.</summary>
    /// <param name="run">Network, data and store; its own policy does not matter.</param>
    /// <param name="policies">The policies by name; the first is what the others are compared with.</param>
    /// <param name="folds">Folds counted from 0, the same for every policy.</param>
    /// <param name="progress">Told of each epoch and each prediction.</param>
    /// <param name="cancellationToken">Stops soon; finished folds stay in the store.</param>
    /// <exception cref="ArgumentException">There is no policy or no fold, or two policies have one name.</exception>
    public static AblationResult Run(
        CrossValidation run, IEnumerable<NamedPolicy> policies, IEnumerable<int> folds, IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(policies);
        ArgumentNullException.ThrowIfNull(folds);
        NamedPolicy[] named = [.. policies];
        int[] wanted = [.. folds];
        Check(named, wanted);
        int seed = run.Experiment.Training.Seed;
        (NamedPolicy Policy, int Seed)[] trainings =
            [.. named.Select(policy => (policy, seed)), (named[0] with { Name = $"{named[0].Name}, drawn again" }, seed + 1)];
        var rows = new List<AblationRow>();
        string conditions = string.Empty;
        foreach (var (policy, drawn) in trainings)
        {
            var step = new WorkPart(progress, rows.Count, trainings.Length, policy.Name);
            var result = With(run, policy.Policy, drawn).Run(wanted, step, cancellationToken);
            conditions = TableOne.Conditions(result);
            rows.Add(new(policy.Name, policy.Policy, result.Scores, PlainScores(result, cancellationToken)));
        }

        return new(conditions, [.. rows.SkipLast(1)], rows[^1]);
    }

    private static void Check(NamedPolicy[] policies, int[] folds)
    {
        if (policies.Length == 0 || folds.Length == 0)
        {
            throw new ArgumentException(
                $"Expected at least one policy and one fold, got {policies.Length} and {folds.Length}. AugmentationPolicy.Paper.LeaveOneOut() lists policies; folds count from 0.");
        }

        if (policies.CountBy(policy => policy.Name).FirstOrDefault(pair => pair.Value > 1) is { Value: > 1, Key: var twice })
        {
            throw new ArgumentException($"Expected policies of different names, got '{twice}' more than once. Rename one.", nameof(policies));
        }
    }

    private static CrossValidation With(CrossValidation run, AugmentationPolicy policy, int seed) => run with
    {
        Experiment = run.Experiment with { Training = run.Experiment.Training with { Augmentation = policy, Seed = seed } },
    };

    private static ScoreTable PlainScores(LesionResult result, CancellationToken cancellationToken) => ScoreTable.Of(OrderedParallel.Map(
        result.Maps,
        item =>
        {
            var mask = item.Map.ResizeTo(result.Run.Images[item.Id].OriginalSize).Above(PlainThreshold);
            return ImageScores.Compare(item.Id, ImageFiles.ReadMask(result.Run.Data[item.Id].LesionMaskPath, ImageFiles.ScoringThreshold), mask);
        },
        progress: null,
        cancellationToken));
}
