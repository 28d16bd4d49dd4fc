using System.Globalization;
using SkinSeg.Data;
using SkinSeg.Experiments;
using SkinSeg.Imaging;
using SkinSeg.Models;
using SkinSeg.Notebooks.Engine;
using SkinSeg.Notebooks.Plots;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Training;
using SkinSeg.Weights;

namespace SkinSeg.Notebooks;

/// <summary>The one thing a notebook opens: it finds the data and the budget, and offers the paper's steps in their order.</summary>
/// <remarks>C#: <c>var lab = Lab.Open();</c> F#: <c>let lab = Lab.Open()</c>. Shows itself as a banner.</remarks>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed class Lab : ISelfDisplay
{
    private Lab(LabConfig config, BudgetPlan plan, DermoscopyDataset data)
    {
        Config = config;
        Plan = plan;
        Data = data;
        Workbench = new(data, StoreOf(config), CacheOf(config)) { Device = TorchRuntime.PreferredDevice, Findings = finding => Console.WriteLine(finding) };
    }

    /// <summary>Where the lab reads and writes, and its budget.</summary>
    public LabConfig Config { get; }

    /// <summary>What the budget buys.</summary>
    public BudgetPlan Plan { get; }

    /// <summary>The images with their masks.</summary>
    public DermoscopyDataset Data { get; }

    /// <summary>Network, size, folds and training of this budget.</summary>
    public Experiment Experiment => Plan.Experiment;

    /// <summary>Folder that the images are in: the one that was named, or that of the drawn ones.</summary>
    internal string FolderOfData => Config.DataFolder.Length > 0 ? Path.GetFullPath(Config.DataFolder) : SyntheticFolder(Config, Plan);

    /// <summary>All experiments of this budget: what makes the paper's tables.</summary>
    public Study Study => Plan.Study;

    /// <summary>Runs any experiment on this data and in this store.</summary>
    public Workbench Workbench { get; }

    /// <summary>Finished stages: what is here is not computed again.</summary>
    public RunStore Store => Workbench.Store;

    /// <summary>The images at the network's size, from the cache in the output folder, which is built when they are first asked for.</summary>
    public PreparedImages Images => Workbench.Images(Experiment.Preparation);

    /// <summary>The experiment on this data and in this store.</summary>
    public CrossValidation Run => Workbench.Run(Experiment);

    /// <summary>The budget's ablation of augmentation, on this data and in this store: the run for <see cref="AugmentationAblation"/>.</summary>
    public CrossValidation AblationRun => Run.With(Plan.AblationExperiment);

    /// <summary>The network's layers and numbers of parameters.</summary>
    public ModelSummary Network => ModelSummary.Of(Experiment.Network, Experiment.WorkingSize);

    /// <summary>Opens the lab; without data it draws synthetic images into the output folder first.</summary>
    /// <param name="config">The settings; by default those of the environment.</param>
    /// <exception cref="DirectoryNotFoundException">The data folder is not there.</exception>
    /// <exception cref="InvalidDataException">The data folder holds no usable data set, or the budget needs one and none is named.</exception>
    public static Lab Open(LabConfig? config = null)
    {
        CellSession.Current?.RunOnPage(ChartHtml.Library); // charts are interactive in Jupyter, and its notebooks do not keep 3.6 MB for it
        NativeLibraries.EnsureLoaded();
        TorchRuntime.UseTensorFloat32(true);
        var settings = config ?? LabConfig.FromEnvironment();
        var plan = BudgetPlan.Of(settings.Budget).With(settings.Acceleration);
        if (settings.DataFolder.Length > 0)
        {
            var data = Isic2018.Open(settings.DataFolder);
            return new(settings, plan, plan.Images > 0 ? data.Sample(plan.Images, plan.Experiment.Seed) : data);
        }

        if (plan.NeedsData)
        {
            throw new InvalidDataException(
                $"The budget '{$"{settings.Budget}".ToLowerInvariant()}' trains on real images, and no folder is named. Get ISIC 2018 Task 1 (see datasets/README.md) and give its folder: --data DIR, or the environment variable {LabConfig.DataVariable}.");
        }

        return new(settings, plan, Synthetic(settings, plan));
    }

    /// <summary>The same lab, on the same data, with another experiment.</summary>
    /// <param name="experiment">The experiment, for example <c>lab.Experiment with { Network = NetworkCatalogue.CompactXception }</c>.</param>
    public Lab With(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return new(Config, Plan with { Experiment = experiment }, Data);
    }

    /// <summary>What this budget consists of, what of it is there, and what the rest costs here; networks that were not measured on this machine yet are.</summary>
    /// <remarks>The estimates are kept, so that <see cref="PlanReview"/> can say afterwards how good they were.</remarks>
    /// <param name="progress">Told which network is measured.</param>
    public StudyPlan PlanStudy(IProgress<WorkProgress>? progress = null) =>
        PlanStudy(Study, new(Data, Store, Workbench.Device), progress, OrCells(CancellationToken.None));

    /// <summary>The same for any study on these data.</summary>
    internal StudyPlan PlanStudy(Study study, StoredRates rates, IProgress<WorkProgress>? progress, CancellationToken cancellationToken)
    {
        int done = 0;
        var plan = StudyPlan.Of(study, Workbench, experiment =>
        {
            progress?.Report(new((double)done++ / study.Experiments.Count, experiment.Label));
            cancellationToken.ThrowIfCancellationRequested();
            return rates.Of(experiment);
        });
        StudyData.Of(Data, FolderOfData).Save(Store);
        PlanNote.Save(Store, plan, Data.ManifestHash, rates.Machine);
        return plan;
    }

    /// <summary>A few images with the outline of their true mask in green.</summary>
    /// <param name="count">How many, spread over the data set.</param>
    public ImageGrid Samples(int count = 8) => ImageGrid.Of(
        Spread(count).Select(image => new CaptionedImage(
            image.ReadImage().ResizeTo(LookSize).Outline(image.ReadLesionMask().ResizeTo(LookSize), Overlays.TruthColor), image.Id)));

    /// <summary>Trains one fold, or reads it from the store, and prints a line for each epoch that was the best so far.</summary>
    /// <param name="fold">The fold, counted from 0.</param>
    /// <param name="cancellationToken">Stops after a batch; without one, interrupting the cell does.</param>
    public FoldRun Train(int fold = 0, CancellationToken cancellationToken = default) =>
        Run.Train(fold, new BestPrinter(), OrCells(cancellationToken));

    /// <summary>Trains and predicts the budget's folds, chooses thresholds and scores; prints a line per fold. What is in the store is read.</summary>
    /// <param name="progress">Told of each epoch.</param>
    /// <param name="cancellationToken">Stops soon; finished folds stay in the store. Without one, interrupting the cell does.</param>
    public LesionResult CrossValidate(IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var result = Run.Run(Plan.Folds, progress, OrCells(cancellationToken));
        foreach (var fold in result.Folds)
        {
            Console.WriteLine(fold);
        }

        return result;
    }

    /// <summary>Image, truth, probability map and final mask of a few held-out images, from the worst to the best Jaccard index.</summary>
    /// <param name="result">A cross-validation.</param>
    /// <param name="count">How many images, at equal steps of the ranking.</param>
    public ImageGrid Compare(LesionResult result, int count = 4)
    {
        ArgumentNullException.ThrowIfNull(result);
        var ranking = result.Scores.Worst(result.Scores.Count);
        var chosen = Steps(ranking.Count, count).Select(i => ranking[i]);
        return new(["image", "truth", "probability", "mask"], new(chosen.Select(score => Row(result, score.Id, score.Jaccard))));
    }

    /// <inheritdoc/>
    public string ToHtml() => Banner().ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => Banner().ToMarkdown();

    /// <summary>The banner as aligned text.</summary>
    public override string ToString() => Banner().ToString();

    // The token of the cell that calls, where the caller has none of its own.
    private static CancellationToken OrCells(CancellationToken cancellationToken) =>
        cancellationToken.CanBeCanceled ? cancellationToken : CellSession.Current?.Cancellation ?? CancellationToken.None;

    private static ImageSize LookSize => new(192, 256);

    private static DermoscopyDataset Synthetic(LabConfig config, BudgetPlan plan)
    {
        string folder = SyntheticFolder(config, plan);
        if (!Directory.Exists(folder))
        {
            AtomicFolder.Write(folder, temporary => SyntheticDermoscopy.Write(temporary, plan.Images, new()));
        }

        return Isic2018.Open(folder);
    }

    private static string SyntheticFolder(LabConfig config, BudgetPlan plan) =>
        Path.GetFullPath(Path.Combine(config.OutFolder, string.Create(CultureInfo.InvariantCulture, $"synthetic-{plan.Images}")));

    /// <summary>Where a configuration keeps its results.</summary>
    internal static RunStore StoreOf(LabConfig config) => new(Path.Combine(config.OutFolder, "runs"));

    /// <summary>Where it keeps prepared images.</summary>
    internal static string CacheOf(LabConfig config) => Path.Combine(config.OutFolder, "cache");

    // The first, the last, and equal steps between them.
    private static IEnumerable<int> Steps(int total, int count)
    {
        int chosen = Math.Min(count, total);
        return Enumerable.Range(0, chosen).Select(i => i * (total - 1) / Math.Max(chosen - 1, 1));
    }

    private IEnumerable<DermoscopyImage> Spread(int count) => Steps(Data.Images.Count, count).Select(i => Data.Images[i]);

    private ValueList<CaptionedImage> Row(LesionResult result, string id, double jaccard)
    {
        var truth = Data[id].ReadLesionMask().ResizeTo(LookSize);
        var mask = result.MaskOf(id).ResizeTo(LookSize);
        var image = Data[id].ReadImage().ResizeTo(LookSize);
        return
        [
            new(image.Outline(truth, Overlays.TruthColor).Outline(mask, Overlays.PredictionColor), id),
            new(truth.ToImage(), "truth"),
            new(result.MapOf(id).ResizeTo(LookSize).ToImage(), "probability"),
            new(mask.ToImage(), string.Create(CultureInfo.InvariantCulture, $"Jaccard {jaccard:F3}")),
        ];
    }

    private Table Banner() => Table.Of(
        "SkinSeg lab",
        ["", ""],
        [
            ["kit", ModelInfo.CurrentKitVersion.Split('+')[0]],
            ["libtorch", $"{TorchRuntime.Version} on {TorchRuntime.PreferredDevice}; {TorchRuntime.Arithmetic(Experiment.Training.Acceleration)}"],
            ["budget", $"{Config.Budget}".ToLowerInvariant()],
            ["data", $"{Data}, manifest {Data.ManifestHash[..12]}"],
            ["experiment", $"{Experiment.Network.Name} at {Experiment.WorkingSize}, {Experiment.Training.Epochs} epochs, seed {Experiment.Seed}"],
        ]);

    private sealed class BestPrinter : IProgress<EpochReport>
    {
        public void Report(EpochReport value)
        {
            if (value.IsBest)
            {
                Console.WriteLine(value);
            }
        }
    }
}
