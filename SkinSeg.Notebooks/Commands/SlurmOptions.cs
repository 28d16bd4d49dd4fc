using System.CommandLine;
using System.Globalization;
using SkinSeg.Experiments;

namespace SkinSeg.Notebooks.Commands;

/// <summary>The options that say what each task of a job array may use; by default the plan decides.</summary>
internal sealed class SlurmOptions
{
    // A plan measured on a big machine must still fit into a queue.
    private const int MostCpus = 8;

    private readonly Option<int?> cpus = Number("--cpus", $"Cores of each task; by default this machine's, at most {MostCpus}.");
    private readonly Option<int?> memory = Number("--memory", "Memory of each task in MiB; by default twice the plan's.");
    private readonly Option<int?> gpus = Number("--gpus", "Cards of each task; none by default.");
    private readonly Option<int?> minutes = Number("--time", $"Time limit of each task in minutes; by default twice the longest training of the plan, at least {SlurmResources.LeastMinutes}. What meets it goes on in another turn.");
    private readonly Option<int?> concurrent = Number("--concurrent", "Tasks that may run at once; by default as many as there is room for.");
    private readonly Option<string> partition = new("--partition") { HelpName = "NAME", Description = "Partition; by default the cluster's." };
    private readonly Option<string> more = new("--sbatch") { HelpName = "TEXT", Description = "More arguments for sbatch, for example --sbatch \"--account=skin --qos=long\"." };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command) => command.AddAll([cpus, memory, gpus, minutes, concurrent, partition, more]);

    /// <summary>What was asked for, before anything is measured.</summary>
    /// <exception cref="ArgumentException">A number is too small.</exception>
    public void Check(ParseResult arguments)
    {
        foreach (var option in new[] { cpus, memory, gpus, minutes, concurrent })
        {
            if (arguments.GetValue(option) < 1)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected {option.Name} of at least 1, got {arguments.GetValue(option)}."));
            }
        }

        if (arguments.GetValue(minutes) * 60 <= SlurmResources.SecondsToStop + 60)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected --time of more than {(SlurmResources.SecondsToStop / 60) + 1} minutes, got {arguments.GetValue(minutes)}: a task is stopped {SlurmResources.SecondsToStop} s before its limit, to save a checkpoint."));
        }
    }

    /// <summary>What a plan's tasks ask for.</summary>
    public SlurmResources Read(ParseResult arguments, StudyPlan plan)
    {
        var planned = SlurmResources.Of(plan, arguments.GetValue(cpus) ?? Math.Min(Environment.ProcessorCount, MostCpus), Environment.ProcessorCount);
        return planned with
        {
            Mebibytes = arguments.GetValue(memory) ?? planned.Mebibytes,
            Gpus = arguments.GetValue(gpus) ?? 0,
            Minutes = arguments.GetValue(minutes) ?? planned.Minutes,
            Concurrent = arguments.GetValue(concurrent) ?? 0,
            Partition = arguments.GetValue(partition) ?? string.Empty,
            More = arguments.GetValue(more) ?? string.Empty,
        };
    }

    private static Option<int?> Number(string name, string description) => new(name) { HelpName = "N", Description = description };
}
