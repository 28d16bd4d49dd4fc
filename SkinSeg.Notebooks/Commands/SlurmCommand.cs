using System.CommandLine;
using SkinSeg.Experiments;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>slurm</c>: the trainings of a budget as a job array on a cluster, and how far they are.</summary>
internal static class SlurmCommand
{
    private const string All = """
        Shares the trainings of a budget out over a cluster that runs Slurm. Each task of the job array is 'train --stage ID'
        into one store; when all are finished, 'reproduce' with the same options makes the tables from them, on any machine.

        Example: slurm submit --budget paper --data ISIC2018 --out my-run --gpus 1
        """;

    public static Command Create() => new("slurm", All) { SlurmSubmitCommand.Create(), Status() };

    private static Command Status()
    {
        var output = new Option<string>("--out")
        {
            HelpName = "DIR",
            Description = "Output folder of the runs.",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable(LabConfig.OutVariable) ?? LabConfig.DefaultOutFolder,
        };
        var command = new Command(
            "status", "Lists the submitted trainings: waiting, running and where, finished, stopped, or failed and why.\n\nExample: slurm status --out my-run") { output };
        command.Does((arguments, context) =>
        {
            var store = Lab.StoreOf(new() { OutFolder = Path.GetFullPath(arguments.GetRequiredValue(output)) });
            var arrays = SlurmArray.All(store);
            if (arrays.Count == 0)
            {
                throw new DirectoryNotFoundException($"{store.Folder}: nothing was submitted from here. Submit with 'slurm submit', or give --out, the output folder of a run.");
            }

            var status = SlurmStatus.Of(store, arrays, SlurmTools.Queue(arrays.Select(array => array.JobId)));
            context.Output.WriteLine(status);
            if (!status.KnowsQueue)
            {
                context.Output.WriteLine("There is no 'squeue' on this machine's path: this is what the store alone says. What waits in a queue cannot be seen from here.");
            }

            return ExitCode.Success;
        });
        return command;
    }
}
