using System.CommandLine;
using System.Globalization;
using SkinSeg.Experiments;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>slurm submit</c>: plans a budget, and submits its missing trainings as one job array.</summary>
internal static class SlurmSubmitCommand
{
    private const string About = """
        Plans a budget and submits its missing trainings as one job array, sized by
        the plan.
        The program and the output folder must lie on a disk that all nodes see. A task that meets its
        time limit saves a checkpoint and goes back into the queue. Submitting again submits what is
        neither finished nor in the queue.

        Example: slurm submit --budget paper --data ISIC2018 --out my-run --gpus 1 --concurrent 10
        """;

    public static Command Create()
    {
        var lab = new LabOptions();
        var study = new StudyOptions();
        var resources = new SlurmOptions();
        var epochs = new Option<int?>("--epochs") { HelpName = "N", Description = "Passes over the training images, to try a cluster out: by default the budget's, which 'reproduce' looks for." };
        var dry = new Option<bool>("--dry-run") { Description = "Write the script, and submit nothing." };
        var command = new Command("submit", About);
        lab.AddTo(command);
        study.AddTo(command);
        resources.AddTo(command);
        command.AddAll([epochs, dry]);
        command.Does((arguments, context) =>
        {
            resources.Check(arguments);
            var program = OwnProgram.Find() ?? throw new InvalidDataException($"{OwnProgram.Library} is no program here, which tasks could run. Submit from a checkout.");
            var opened = Lab.Open(lab.Read(arguments));
            var part = Shortened(study.Read(arguments, opened.Study), arguments.GetValue(epochs));
            var plan = StudyPlanning.Make(opened, part, new(opened.Data, opened.Store, opened.Workbench.Device), context);
            context.Output.WriteLine(plan);
            return new Submission(opened, program, resources.Read(arguments, plan), context).Run(plan, arguments.GetValue(dry));
        });
        return command;
    }

    private static Study Shortened(Study study, int? epochs) => epochs switch
    {
        null => study,
        < 1 => throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected --epochs of at least 1, got {epochs}.")),
        { } passes => study with { Experiments = [.. study.Experiments.Select(experiment => experiment with { Training = experiment.Training with { Epochs = passes } })] },
    };

    private sealed record Submission(Lab Lab, ValueList<string> Program, SlurmResources Resources, VerbContext Context)
    {
        public int Run(StudyPlan plan, bool dry)
        {
            if (!dry)
            {
                Prepare(plan);
            }

            // One submitter at a time, so that the second sees what the first has put into the queue.
            using var turn = StoreLock.Take(Path.Combine(Lab.Store.Folder, "locks", "slurm.lock"), Lab.Store.Locks, waiting: null, Context.CancellationToken);
            PlannedStage[] missing = [.. Missing(plan)];
            if (missing.Length == 0)
            {
                Say("Nothing to submit: all trainings are finished or in the queue. 'slurm status' shows them.");
                return ExitCode.Success;
            }

            var array = SlurmArray.Next(Lab.Store, missing);
            ValueList<string> options = ["--out", Lab.Config.OutFolder, .. Lab.Config.DataFolder.Length > 0 ? ["--data", Lab.Config.DataFolder] : Array.Empty<string>()];
            array.WriteScript(Lab.Store, new SlurmScript(array.FolderIn(Lab.Store), Program, options).Text(array.Name, missing.Length, Resources));
            Say($"{missing.Length} training(s), a task each: {Resources}");
            Say($"Script: {array.ScriptIn(Lab.Store)}");
            if (!dry)
            {
                array = array with { JobId = SlurmTools.Submit(array.ScriptIn(Lab.Store)) };
                array.Save(Lab.Store);
                Say($"Submitted as job {array.JobId}. 'slurm status --out {Lab.Config.OutFolder}' shows how far it is.");
            }

            return ExitCode.Success;
        }

        // Here, once, and not by the first of a hundred tasks while the others wait for it on their nodes.
        private void Prepare(StudyPlan plan)
        {
            foreach (var preparation in plan.MissingTrainings.Select(training => training.Experiment.Preparation).Distinct())
            {
                Lab.Workbench.Images(preparation);
            }
        }

        private IEnumerable<PlannedStage> Missing(StudyPlan plan)
        {
            var arrays = SlurmArray.All(Lab.Store);
            var queue = SlurmTools.Queue(arrays.Select(array => array.JobId)) ?? [];
            var queued = arrays.SelectMany(array => queue.Where(task => task.JobId == array.JobId && task.Index <= array.Tasks.Count).Select(task => array.Tasks[task.Index - 1].Stage)).ToHashSet();
            int left = plan.MissingTrainings.Count(training => queued.Contains(training.Stage.Id));
            if (left > 0)
            {
                Say($"{left} training(s) are in the queue already, and are not submitted again.");
            }

            return plan.MissingTrainings.Where(training => !queued.Contains(training.Stage.Id) && !Lab.Store.Has(training.Stage));
        }

        private void Say(FormattableString text) => Context.Output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

        private void Say(string text) => Context.Output.WriteLine(text);
    }
}
