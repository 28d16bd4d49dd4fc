using System.Globalization;
using System.Text.Json.Nodes;
using SkinSeg.Data;
using SkinSeg.Inference;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>The stages of one fold of an experiment, whether they are there or not: nothing is read but the initial weights, for their hash.</summary>
internal sealed class FoldStages
{
    /// <summary>Names them.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="data">Its data.</param>
    /// <param name="fold">Counted from 0.</param>
    /// <exception cref="ArgumentException">A view is given twice, or a loss or view has no name.</exception>
    public FoldStages(Experiment experiment, DermoscopyDataset data, int fold)
    {
        CheckViews(experiment.Views);
        JsonObject description = ExperimentIdentity.OfTraining(experiment, data);
        description["fold"] = fold;
        string label = string.Create(CultureInfo.InvariantCulture, $"{experiment.Network.Name} {experiment.Target.FileName()} fold {fold + 1}");
        Training = Stage.Of(StageKind.Training, label, description, []);
        Views = [.. experiment.Views.Select(view => Stage.Of(StageKind.Maps, $"{label} {view.Name}", new() { ["view"] = NamedParts.Stored(view) }, [Training]))];
        Mean = MapMean.StageOf($"{label} mean", Views, [.. Views.Select(_ => 1.0)]);
    }

    /// <summary>The training.</summary>
    public Stage Training { get; }

    /// <summary>Maps of each view, in the order of the experiment's views.</summary>
    public ValueList<Stage> Views { get; }

    /// <summary>Their mean; of one view that view itself.</summary>
    public Stage Mean { get; }

    private static void CheckViews(ValueList<TestTimeView> views)
    {
        if (views.Count == 0 || views.Select(NamedParts.Stored).Distinct().Count() != views.Count)
        {
            throw new ArgumentException($"Expected at least one view, and each once, got {views}.");
        }
    }
}
