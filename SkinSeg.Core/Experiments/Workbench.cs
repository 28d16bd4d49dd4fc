using SkinSeg.Data;

namespace SkinSeg.Experiments;

/// <summary>Data, store and cache in one hand: it runs any experiment on them, and prepares the images of each size once.</summary>
/// <param name="data">The data set.</param>
/// <param name="store">Where results are kept.</param>
/// <param name="cacheFolder">Where prepared images are kept; it may be deleted at any time.</param>
public sealed class Workbench(DermoscopyDataset data, RunStore store, string cacheFolder)
{
    private readonly Dictionary<PreparationConfig, PreparedImages> prepared = [];

    /// <summary>The data set.</summary>
    public DermoscopyDataset Data => data;

    /// <summary>Where results are kept.</summary>
    public RunStore Store => store;

    /// <summary>Device that networks compute on.</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Told what was wrong with images when they were prepared.</summary>
    public Action<PreparationFinding>? Findings { get; init; }

    /// <summary>An experiment on these data.</summary>
    /// <param name="experiment">The experiment.</param>
    public CrossValidation Run(Experiment experiment)
    {
        ArgumentNullException.ThrowIfNull(experiment);
        return new(experiment, data, Images(experiment.Preparation), store) { Device = Device };
    }

    /// <summary>Whether the images of a preparation are in the cache.</summary>
    internal bool IsCached(PreparationConfig preparation) => new ImageCache(preparation, data, cacheFolder).Exists;

    /// <summary>The images in one preparation, from the cache, which is built when they are first asked for.</summary>
    /// <param name="preparation">Size and interpolation.</param>
    public PreparedImages Images(PreparationConfig preparation)
    {
        if (!prepared.TryGetValue(preparation, out var images))
        {
            images = PreparedImages.Open(preparation, data, cacheFolder);
            prepared.Add(preparation, images);
            foreach (var finding in images.Findings)
            {
                Findings?.Invoke(finding);
            }
        }

        return images;
    }
}
