using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>The text of a job array's script: each task does one planned training by <c>train --stage</c>, as a person would.</summary>
/// <param name="Folder">Folder of the script, its list of stages and the tasks' logs.</param>
/// <param name="Program">The program and its first arguments, for example <c>dotnet</c> and the path of its library.</param>
/// <param name="Arguments">What follows the stage's id, for example <c>--out</c> and a folder.</param>
internal sealed record SlurmScript(string Folder, ValueList<string> Program, ValueList<string> Arguments)
{
    /// <summary>The list of stages beside the script: the id on line n is that of task n.</summary>
    public const string ListName = "stages.txt";

    // A training that meets its limit so often does not get on: it is left as failed, for somebody to look.
    private const int MostRestarts = 50;

    /// <summary>The script for so many tasks.</summary>
    /// <exception cref="ArgumentException">A text holds a line break, or the folder a character that Slurm cannot take in a log's name.</exception>
    public string Text(string name, int tasks, SlurmResources resources)
    {
        Check(resources);
        return $"{string.Join('\n', Head(name, tasks, resources))}\n\n{Body()}";
    }

    /// <summary>A word for the shell, whatever it holds.</summary>
    public static string Quote(string word) => $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private IEnumerable<string> Head(string name, int tasks, SlurmResources resources)
    {
        yield return "#!/bin/bash";
        yield return Invariant($"#SBATCH --job-name=skinseg-{name}");
        yield return Invariant($"#SBATCH --array=1-{tasks}{(resources.Concurrent > 0 ? $"%{resources.Concurrent.ToString(CultureInfo.InvariantCulture)}" : string.Empty)}");
        yield return Invariant($"#SBATCH --ntasks=1 --cpus-per-task={resources.Cpus} --mem={resources.Mebibytes}M --time={resources.Minutes}");
        if (resources.Gpus > 0)
        {
            yield return Invariant($"#SBATCH --gres=gpu:{resources.Gpus}");
        }

        if (resources.Partition.Length > 0)
        {
            yield return $"#SBATCH --partition=\"{resources.Partition}\"";
        }

        yield return "#SBATCH --requeue --open-mode=append";
        yield return Invariant($"#SBATCH --signal=B:USR1@{SlurmResources.SecondsToStop}");
        yield return $"#SBATCH --output=\"{Folder.Replace("%", "%%", StringComparison.Ordinal)}/%A_%a.log\"";
        if (resources.More.Length > 0)
        {
            yield return $"#SBATCH {resources.More}";
        }
    }

    // The shell stays, since the program cannot requeue its own task once it has ended. Task numbers, not $SLURM_JOB_ID: of one task that is the whole array's.
    private string Body() => $$"""
        folder={{Quote(Folder)}}
        stage=$(sed -n "${SLURM_ARRAY_TASK_ID}p" "$folder/{{ListName}}")
        export OMP_NUM_THREADS=${SLURM_CPUS_PER_TASK:-1} DOTNET_PROCESSOR_COUNT=${SLURM_CPUS_PER_TASK:-1}
        echo "── task $SLURM_ARRAY_TASK_ID, stage $stage on $(hostname), start $((${SLURM_RESTART_COUNT:-0} + 1)), $(date -u +%FT%TZ)"

        # Either signal makes the program save a checkpoint and end with 130.
        limit=no stopped=no program=
        stop() { stopped=yes; [ -n "$program" ] && kill -TERM "$program" 2> /dev/null; }
        trap 'limit=yes; stop' USR1 # the time limit is near
        trap stop TERM              # cancelled, requeued, or the node is wanted

        {{string.Join(' ', Program.Select(Quote))}} train --stage "$stage" {{string.Join(' ', Arguments.Select(Quote))}} &
        program=$!
        if [ "$stopped" = yes ]; then stop; fi # the signal came before the program's number was known
        while wait "$program"; kill -0 "$program" 2> /dev/null; do :; done # a signal ends a wait, not the program
        wait "$program"
        code=$?

        if [ "$limit" = yes ] && [ "$code" -ne 0 ] && [ "${SLURM_RESTART_COUNT:-0}" -lt {{MostRestarts}} ]; then
            echo "The time limit is near: back into the queue, to go on from the checkpoint."
            scontrol requeue "${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}"
        elif [ "$code" -gt 128 ] && [ "$code" -ne 130 ]; then
            echo "The program was ended by signal $((code - 128)), for example for want of memory. 'slurm submit' submits what is missing; the checkpoint is kept."
        fi
        exit "$code"

        """.ReplaceLineEndings("\n");

    private void Check(SlurmResources resources)
    {
        if (Folder.AsSpan().IndexOfAny("\"\\\n\r") >= 0)
        {
            throw new ArgumentException($"{Folder}: Slurm cannot write logs into a folder whose name holds a quotation mark, a backslash or a line break. Give another --out.");
        }

        if (resources.Partition.AsSpan().IndexOfAny("\"\n\r") >= 0 || resources.More.AsSpan().IndexOfAny("\n\r") >= 0)
        {
            throw new ArgumentException("Expected --partition and --sbatch on one line, got a line break or a quotation mark in the partition's name.");
        }
    }
}
