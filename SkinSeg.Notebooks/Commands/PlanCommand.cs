using System.CommandLine;
using System.Globalization;
using SkinSeg.Experiments;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>plan</c>: what a budget consists of, what of it is there, and what the rest costs on this machine.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var lab = new LabOptions();
        var study = new StudyOptions();
        var stages = new Option<bool>("--stages") { Description = "List every stage with its id, which train --stage takes." };
        var steps = new Option<int>("--probe-steps") { HelpName = "N", Description = "Training steps to time for each network.", DefaultValueFactory = _ => 20 };
        var again = new Option<bool>("--probe-again") { Description = "Measure again what was measured on this machine before." };
        var review = new Option<bool>("--review") { Description = "Only compare earlier estimates with the time that finished stages took." };
        var command = new Command(
            "plan", "Lists the stages of a budget and what they cost in time, disk and memory, from a short probe of each network on this machine.\n\nExample: plan --budget lesson --data ISIC2018 --stages");
        lab.AddTo(command);
        study.AddTo(command);
        command.AddAll([stages, steps, again, review]);
        command.Does((arguments, context) =>
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(arguments.GetValue(steps), 1, "--probe-steps");
            var config = lab.Read(arguments);
            if (arguments.GetValue(review))
            {
                context.Output.WriteLine(PlanReview.Of(Lab.StoreOf(config)));
                return ExitCode.Success;
            }

            var opened = Lab.Open(config);
            var rates = new StoredRates(opened.Data, opened.Store, opened.Workbench.Device) { Steps = arguments.GetValue(steps), Again = arguments.GetValue(again) };
            var plan = StudyPlanning.Make(opened, study.Read(arguments, opened.Study), rates, context);
            Show(plan, opened, arguments.GetValue(stages), context);
            return ExitCode.Success;
        });
        return command;
    }

    private static void Show(StudyPlan plan, Lab lab, bool withStages, VerbContext context)
    {
        context.Output.WriteLine(withStages ? $"{plan.ToStageTable()}\n\n{plan}" : plan);
        context.Output.WriteLine($"Measured on {StudyPlanning.MachineOf(lab)}. One machine does one training after another; a cluster shares them out: see 'slurm submit'.");
        long free = DiskUse.FreeAt(lab.Store.Folder);
        long needed = plan.Remaining.DiskBytes + plan.CheckpointBytes;
        string room = string.Create(CultureInfo.InvariantCulture, $"{needed / 1e6:F0} MB of disk are needed at most (a checkpoint of {plan.CheckpointBytes / 1e6:F0} MB included), {free / 1e6:F0} MB are free at {lab.Store.Folder}");
        context.Output.WriteLine(needed < free ? $"{room}." : $"{room}: too little. Make room, or give --out on another disk.");
        if (plan.MissingTrainings.Count > 0)
        {
            context.Output.WriteLine($"One training by hand: train --stage {plan.MissingTrainings[0].Stage.Id} --out {lab.Config.OutFolder}");
        }
    }
}
