using System.CommandLine;
using System.Globalization;
using SkinSeg.Experiments;
using SkinSeg.Models;
using SkinSeg.Weights;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>train</c>: one network on one fold, as a model file for <c>predict</c>.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var lab = new LabOptions();
        var network = new Option<string>("--network") { HelpName = "NAME", Description = $"One of {string.Join(", ", NetworkCatalogue.All.Select(entry => entry.Name))}; by default the budget's." };
        var fold = new Option<int>("--fold") { HelpName = "N", Description = "Fold to hold out, counted from 1.", DefaultValueFactory = _ => 1 };
        var epochs = new Option<int?>("--epochs") { HelpName = "N", Description = "Passes over the training images; by default the budget's." };
        var weights = new Option<string>("--weights") { HelpName = "NAME|FILE", Description = "Weights to start from: a file (.safetensors, .pth, .h5), or a name of 'weights list'. Without it, random ones." };
        var folder = WeightsCommand.FolderOption();
        var stage = new Option<string>("--stage") { HelpName = "ID", Description = "A training that 'plan' listed, and nothing else: the other options that choose one are not asked then." };
        var command = new Command(
            "train", "Trains a network on all folds but one, chooses thresholds on that one, and writes a model file.\n\nExample: train --network resnet152 --weights resnet152 --data ISIC2018 --out my-run");
        lab.AddTo(command);
        command.Add(network);
        command.Add(fold);
        command.Add(epochs);
        command.Add(weights);
        command.Add(folder);
        command.Add(stage);
        command.Does((arguments, context) =>
        {
            var config = lab.Read(arguments);
            if (arguments.GetValue(stage) is { } id)
            {
                return TrainStage.Run(config, id, context);
            }

            var experiment = Vary(BudgetPlan.Of(config.Budget).Experiment, arguments.GetValue(network), arguments.GetValue(epochs));
            int held = arguments.GetValue(fold);
            if (held < 1 || held > experiment.Folds.Count)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected --fold from 1 to {experiment.Folds.Count}, got {held}."));
            }

            if (arguments.GetValue(weights) is { } named)
            {
                experiment = StartingWeights.Apply(experiment, named, WeightsCommand.FolderOf(arguments, folder), context);
            }

            return Run(Lab.Open(config).With(experiment), held - 1, context);
        });
        return command;
    }

    private static Experiment Vary(Experiment experiment, string? network, int? epochs)
    {
        if (epochs < 1)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected --epochs of at least 1, got {epochs}."));
        }

        var chosen = network is null ? experiment : experiment with { Network = NetworkCatalogue.Find(network) };
        return epochs is { } passes ? chosen with { Training = chosen.Training with { Epochs = passes } } : chosen;
    }

    private static int Run(Lab lab, int fold, VerbContext context)
    {
        context.Output.WriteLine(lab);
        var result = Terminal.Follow("training", context, progress => lab.Run.Run([fold], progress, context.CancellationToken));
        string path = Path.Combine(lab.Config.OutFolder, string.Create(CultureInfo.InvariantCulture, $"{lab.Experiment.Network.Name}-fold-{fold + 1}.safetensors"));
        using var model = ModelFile.Load(result.Folds[0].ModelPath);
        ModelFile.Save(path, model.Network, model.Info with
        {
            Thresholds = result.Thresholds,
            TrainedOn = TableOne.Conditions(result),
            Score = string.Create(CultureInfo.InvariantCulture, $"Jaccard {result.Scores.Jaccard}, thresholded {result.Scores.ThresholdJaccard}"),
        });
        context.Output.WriteLine(result.Scores.ToTable($"{result.Folds[0]}"));
        context.Output.WriteLine(TableOne.Conditions(result));
        context.Output.WriteLine($"Model: {path}");
        return ExitCode.Success;
    }
}
