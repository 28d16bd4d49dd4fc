using SkinSeg.Experiments;
using SkinSeg.Primitives;
using SkinSeg.Tensors;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>train --stage ID</c>: one planned training, by hand or as a task of a job array. What is finished is not done again.</summary>
internal static class TrainStage
{
    /// <summary>Trains, and predicts the held-out images.</summary>
    public static int Run(LabConfig config, string id, VerbContext context)
    {
        NativeLibraries.EnsureLoaded();
        TorchRuntime.UseTensorFloat32(true);
        var store = Lab.StoreOf(config);
        var task = StageTask.Read(store, id, config.DataFolder);
        var bench = new Workbench(task.Data, store, Lab.CacheOf(config)) { Device = TorchRuntime.PreferredDevice, Findings = context.Output.WriteLine };
        var run = bench.Run(task.Experiment);
        context.Output.WriteLine($"{task.Experiment.Label}, fold {task.Fold + 1} of {task.Experiment.Folds.Count}, {task.Data}");
        var trained = Terminal.Follow("training", context, progress =>
        {
            run.Predict([task.Fold], progress, context.CancellationToken);
            return run.Train(task.Fold, progress: null, context.CancellationToken);
        });
        context.Output.WriteLine(trained);
        context.Output.WriteLine($"{trained.ModelPath}, after {Durations.Text(TimeSpan.FromSeconds(store.Get(task.Id).Record?.Seconds ?? 0))}");
        return ExitCode.Success;
    }
}
