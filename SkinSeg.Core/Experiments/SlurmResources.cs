using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>What each task of a job array asks the cluster for.</summary>
internal sealed record SlurmResources
{
    /// <summary>
    /// By what a plan's time and memory are multiplied: a node may be half as fast as the machine that was measured, and a task that meets its limit costs a requeue.
    /// </summary>
    public const double SafetyFactor = 2;

    /// <summary>Seconds before the time limit at which a task is told: one batch and one checkpoint must fit, and Slurm may be a minute early.</summary>
    public const int SecondsToStop = 120;

    /// <summary>The shortest time limit, in minutes: start, signal and checkpoint take some of it.</summary>
    public const int LeastMinutes = 10;

    private const long Mebibyte = 1 << 20;
    private const int LeastMebibytes = 1024; // the runtime, its compilers and libtorch themselves

    /// <summary>Cores of a task; its threads are as many.</summary>
    public int Cpus { get; init; } = 1;

    /// <summary>Memory of a task in MiB; Slurm ends tasks that take more.</summary>
    public int Mebibytes { get; init; } = LeastMebibytes;

    /// <summary>Cards of a task.</summary>
    public int Gpus { get; init; }

    /// <summary>Time limit of a task in minutes.</summary>
    public int Minutes { get; init; } = LeastMinutes;

    /// <summary>Tasks that may run at once; 0 for as many as there is room for.</summary>
    public int Concurrent { get; init; }

    /// <summary>Partition; empty for the cluster's default.</summary>
    public string Partition { get; init; } = string.Empty;

    /// <summary>More arguments of <c>sbatch</c>, as on its command line.</summary>
    public string More { get; init; } = string.Empty;

    /// <summary>What a plan's missing trainings need: its estimates times <see cref="SafetyFactor"/>, the largest of all trainings.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cpus">Cores of a task.</param>
    /// <param name="cpusMeasured">Cores that the plan's times are for; with fewer, a task is taken to be slower in proportion.</param>
    public static SlurmResources Of(StudyPlan plan, int cpus, int cpusMeasured)
    {
        double seconds = plan.MissingTrainings.Select(training => SecondsOf(plan, training)).DefaultIfEmpty(0).Max() + plan.Preparation.Seconds;
        double slower = Math.Max(1, (double)cpusMeasured / cpus);
        long bytes = plan.MissingTrainings.Select(training => training.Price.MemoryBytes).DefaultIfEmpty(0).Max();
        return new()
        {
            Cpus = cpus,
            Minutes = Math.Max(LeastMinutes, (int)Math.Ceiling(((SafetyFactor * slower * seconds) + SecondsToStop) / 60)),
            Mebibytes = Math.Max(LeastMebibytes, (int)Math.Ceiling(SafetyFactor * bytes / Mebibyte)),
        };
    }

    /// <summary>For example <c>4 cores, 2048 MiB, 35 min each, 10 at once</c>.</summary>
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{Cpus} core{(Cpus == 1 ? string.Empty : "s")}, {(Gpus > 0 ? $"{Gpus} GPU, " : string.Empty)}{Mebibytes} MiB, at most {Durations.Text(TimeSpan.FromMinutes(Minutes))} each{(Concurrent > 0 ? $", {Concurrent} at once" : string.Empty)}");

    // A task trains and predicts the fold's held-out images.
    private static double SecondsOf(StudyPlan plan, PlannedStage training) => plan.Stages
        .Where(stage => stage.Fold == training.Fold && stage.Experiment == training.Experiment && stage.Stage.Kind is StageKind.Training or StageKind.Maps or StageKind.Mean)
        .Sum(stage => stage.Remaining.Seconds);
}
