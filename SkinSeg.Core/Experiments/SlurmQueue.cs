using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>A task of a job array in the queue.</summary>
/// <param name="JobId">Number of the array.</param>
/// <param name="Index">The task, counted from 1.</param>
/// <param name="State">Slurm's word for it, for example <c>PENDING</c> or <c>RUNNING</c>.</param>
/// <param name="Node">Where it runs; empty while it waits.</param>
/// <param name="Reason">Why it waits; empty where it does not.</param>
internal sealed record QueuedTask(string JobId, int Index, string State, string Node, string Reason)
{
    /// <summary>Whether it runs, in Slurm's view.</summary>
    public bool IsRunning => State == "RUNNING";

    /// <summary>Whether it waits.</summary>
    public bool IsPending => State is "PENDING" or "REQUEUED" or "REQUEUE_HOLD" or "SPECIAL_EXIT" or "REQUEUE_FED";
}

/// <summary>Reads what Slurm's commands print.</summary>
internal static class SlurmQueue
{
    /// <summary>The format that <c>squeue</c> is asked for: number and task, state, node, reason.</summary>
    public const string Format = "%i|%T|%N|%r";

    /// <summary>The tasks in the output of <c>squeue -h -o</c> <see cref="Format"/>; a line such as <c>123_[4-9%2]</c> stands for several. Jobs that are no arrays are left out.</summary>
    /// <exception cref="InvalidDataException">A line is of another form.</exception>
    public static ValueList<QueuedTask> Parse(string text) =>
        [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0).SelectMany(Tasks)];

    /// <summary>The number of the job in the output of <c>sbatch --parsable</c>, which is <c>123</c> or <c>123;cluster</c>.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public static string ParseSubmitted(string text)
    {
        string last = text.Trim().Split('\n')[^1].Split(';')[0].Trim(); // sites print greetings before it
        return last.Length > 0 && last.All(char.IsAsciiDigit) ? last : throw new InvalidDataException($"Expected the number of a job from 'sbatch --parsable', got '{text.Trim()}'. Look with 'squeue' whether it was submitted.");
    }

    /// <summary>The numbers that a text such as <c>1,3-5,7-11:2%4</c> stands for.</summary>
    /// <exception cref="InvalidDataException">It is of another form.</exception>
    public static ValueList<int> ParseRange(string text)
    {
        try
        {
            return [.. text.Split('%')[0].Split(',').SelectMany(Range)];
        }
        catch (FormatException e)
        {
            throw new InvalidDataException($"Expected numbers of tasks such as 1,3-5,7-11:2%4 from squeue, got '{text}'.", e);
        }
    }

    private static IEnumerable<QueuedTask> Tasks(string line)
    {
        string[] fields = line.Split('|');
        if (fields.Length != 4)
        {
            throw new InvalidDataException($"Expected lines such as 123_4|RUNNING|node7|None from squeue, got '{line}'.");
        }

        string[] id = fields[0].Split('_');
        return id.Length < 2 ? [] : ParseRange(id[1].Trim('[', ']')).Select(index => new QueuedTask(id[0], index, fields[1], fields[2], fields[3] == "None" ? string.Empty : fields[3]));
    }

    private static IEnumerable<int> Range(string part)
    {
        string[] step = part.Split(':');
        string[] ends = step[0].Split('-');
        int first = Number(ends[0]);
        int by = step.Length > 1 ? Number(step[1]) : 1;
        for (int number = first; number <= Number(ends[^1]); number += Math.Max(by, 1))
        {
            yield return number;
        }
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
