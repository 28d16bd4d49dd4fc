using SkinSeg.Experiments;
using SkinSeg.Weights;

namespace SkinSeg.Notebooks.Commands;

/// <summary>What <c>train --weights</c> names: published weights of the registry, or a file of one's own.</summary>
internal static class StartingWeights
{
    /// <summary>The experiment, started from these weights, its network built as they expect.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="named">A name of <c>weights list</c>, or a file.</param>
    /// <param name="folder">Where the registry's files are kept.</param>
    /// <param name="cancellationToken">Ends the conversion of a Keras file.</param>
    /// <exception cref="ArgumentException">It is neither a file nor a name, or a name of another network's weights.</exception>
    /// <exception cref="FileNotFoundException">The named file was not fetched yet.</exception>
    /// <exception cref="InvalidDataException">The file is not the published one, or damaged.</exception>
    public static LesionExperiment Apply(LesionExperiment experiment, string named, string folder, CancellationToken cancellationToken)
    {
        if (File.Exists(named))
        {
            // A file of one's own tells nothing of its convention: it is taken to be the one recommended for this network.
            var usual = WeightRegistry.For(experiment.Network.Name)[0].Convention;
            return experiment with { Network = experiment.Network.For(usual), InitialWeights = Readable(Path.GetFullPath(named), cancellationToken) };
        }

        var source = WeightRegistry.Find(named);
        if (source.Network != experiment.Network.Name)
        {
            throw new ArgumentException($"The weights '{named}' are of {source.Network}, but the network is {experiment.Network.Name}. Give --network {source.Network}, or other weights.");
        }

        var report = WeightFolder.Verify(source, folder);
        if (!report.IsUsable)
        {
            throw new FileNotFoundException($"The weights '{source.Name}' cannot be used. {report} Get them with: weights fetch {source.Name}", report.Path);
        }

        return experiment with { Network = experiment.Network.For(source.Convention), InitialWeights = Readable(report.Path, cancellationToken) };
    }

    // A Keras file is converted once, beside itself, by a process of its own.
    private static string Readable(string path, CancellationToken cancellationToken)
    {
        if (!KerasConversion.IsKeras(path))
        {
            return path;
        }

        string converted = Path.ChangeExtension(path, ".converted.safetensors");
        if (!File.Exists(converted) || File.GetLastWriteTimeUtc(converted) < File.GetLastWriteTimeUtc(path))
        {
            IsolatedConversion.Convert(path, converted, limits: null, cancellationToken);
        }

        return converted;
    }
}
