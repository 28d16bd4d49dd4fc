using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>An experiment with the name of what is special about it.</summary>
/// <param name="Name">For tables, for example <c>learning rate 0.001</c>.</param>
/// <param name="Experiment">The experiment.</param>
public sealed record NamedExperiment(string Name, Experiment Experiment);

/// <summary>Several experiments that differ in one thing.</summary>
/// <remarks>
/// C#: <c>Sweep.Over("seed", [1, 2, 3], seed => experiment with { Seed = seed })</c>;
/// F#: <c>Sweep.Over("seed", [ 1; 2; 3 ], fun seed -&gt; Experiment(experiment, Seed = seed))</c>.
/// </remarks>
public static class Sweep
{
    /// <summary>One experiment per value, named after it.</summary>
    /// <param name="what">What is varied, for example <c>learning rate</c>.</param>
    /// <param name="values">The values to try.</param>
    /// <param name="vary">Value → experiment.</param>
    /// <exception cref="ArgumentException">There is no value, or two have one name.</exception>
    public static ValueList<NamedExperiment> Over<T>(string what, IEnumerable<T> values, Func<T, Experiment> vary)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(vary);
        ValueList<NamedExperiment> named = [.. values.Select(value => new NamedExperiment(string.Create(CultureInfo.InvariantCulture, $"{what} {value}"), vary(value)))];
        Check(named);
        return named;
    }

    /// <summary>Every combination of two sweeps of one experiment: the second's change applied to each of the first's experiments.</summary>
    /// <param name="first">A sweep.</param>
    /// <param name="what">What is varied besides.</param>
    /// <param name="values">The values to try.</param>
    /// <param name="vary">Experiment and value → experiment.</param>
    public static ValueList<NamedExperiment> Across<T>(IEnumerable<NamedExperiment> first, string what, IEnumerable<T> values, Func<Experiment, T, Experiment> vary)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(vary);
        T[] all = [.. values];
        return [.. first.SelectMany(item => Over($"{item.Name}, {what}", all, value => vary(item.Experiment, value)))];
    }

    /// <summary>Trains and scores every experiment on the same folds, and compares each with the first on the same held-out images.</summary>
    /// <param name="experiments">The experiments; the first is what the others are compared with.</param>
    /// <param name="run">Data, images and store; its own experiment does not matter.</param>
    /// <param name="folds">Folds counted from 0, the same for all.</param>
    /// <param name="progress">Told of each epoch and each prediction.</param>
    /// <param name="cancellationToken">Stops soon; what is finished stays in the store.</param>
    /// <exception cref="ArgumentException">There is no experiment, or they have other folds, targets or sizes than the first.</exception>
    public static SweepResult Run(
        IEnumerable<NamedExperiment> experiments, CrossValidation run, IEnumerable<int> folds, IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(experiments);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(folds);
        NamedExperiment[] named = [.. experiments];
        int[] wanted = [.. folds];
        Check(named);
        CheckComparable(named);
        var rows = named.Select((item, i) => new SweepRow(
            item.Name, run.With(item.Experiment).Run(wanted, new WorkPart(progress, i, named.Length, item.Name), cancellationToken)));
        return new([.. rows]);
    }

    private static void Check(IReadOnlyList<NamedExperiment> named)
    {
        if (named.Count == 0)
        {
            throw new ArgumentException("Expected at least one experiment, got none.", nameof(named));
        }

        if (named.CountBy(item => item.Name).FirstOrDefault(pair => pair.Value > 1) is { Value: > 1, Key: var twice })
        {
            throw new ArgumentException($"Expected experiments of different names, got '{twice}' more than once. Give each value once.", nameof(named));
        }
    }

    private static void CheckComparable(NamedExperiment[] named)
    {
        var first = named[0].Experiment;
        if (named.FirstOrDefault(item => item.Experiment.Folds != first.Folds || item.Experiment.Target != first.Target || item.Experiment.WorkingSize != first.WorkingSize) is { } other)
        {
            throw new ArgumentException(
                $"Expected experiments with the folds, target and size of '{named[0].Name}', since they are compared image by image; got others in '{other.Name}'. Run it by itself.", nameof(named));
        }
    }
}
