using SkinSeg.Experiments;
using SkinSeg.Models;
using SkinSeg.Weights;

namespace SkinSeg.Notebooks.Commands;

/// <summary>What <c>train --weights</c> names: published weights of the registry, or a file of one's own.</summary>
internal static class StartingWeights
{
    /// <summary>The experiment, started from these weights, its network built as they expect; they are tried on it, and what is assumed of them is written.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="named">A file, or a name of <c>weights list</c>.</param>
    /// <param name="folder">Where the registry's files are kept.</param>
    /// <param name="context">Where to write; ends the conversion of a Keras file.</param>
    /// <exception cref="ArgumentException">They are another network's weights.</exception>
    /// <exception cref="FileNotFoundException">It is neither a file nor a name, or the named file was not fetched yet.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, or does not cover the network's encoder.</exception>
    public static Experiment Apply(Experiment experiment, string named, string folder, VerbContext context)
    {
        var choice = File.Exists(named) ? OfFile(experiment.Network, Path.GetFullPath(named)) : OfRegistry(experiment.Network, named, folder);
        var started = experiment with { Network = choice.Network, InitialWeights = Readable(choice.Path, context.CancellationToken) };

        // A file of another network is refused here, not after all images are decoded.
        started.BuildNetwork(fold: 0).Dispose();
        context.Output.WriteLine($"{choice.Network.Name} starts from {choice.Path}, {choice.Kind}: colors as {choice.Network.Preprocessing}.");
        return started;
    }

    private static Choice OfRegistry(NetworkConfig network, string named, string folder)
    {
        if (!WeightRegistry.All.Any(source => Same(source.Name, named) || Same(source.Network, named)))
        {
            throw new FileNotFoundException(
                $"There is no file {Path.GetFullPath(named)}, and 'weights list' has no '{named}'. Check the path, or give one of its names.", named);
        }

        var source = WeightRegistry.Find(named);
        if (!WeightRegistry.Published(network.Name).Contains(source))
        {
            throw new ArgumentException($"The weights '{source.Name}' are of {source.Network}, but the network is {network.Name}. Give --network {source.Network}, or other weights.");
        }

        var report = WeightFolder.Verify(source, folder);
        return report.IsUsable
            ? new(report.Path, network.For(source.Convention), $"weights as {source.Convention.Name} has them")
            : throw new FileNotFoundException($"The weights '{source.Name}' cannot be used. {report} Get them with: weights fetch {source.Name}", report.Path);
    }

    private static Choice OfFile(NetworkConfig network, string path)
    {
        if (DescriptionOf(path) is { } info)
        {
            return info.Network.Name == network.Name
                ? new(path, info.Network with { Preprocessing = info.Preprocessing }, "a model file of this kit")
                : throw new ArgumentException($"{path} holds a {info.Network.Name}, but the network is {network.Name}. Give --network {info.Network.Name}, or other weights.");
        }

        return ConventionOf(network, path) is { } convention
            ? new(path, network.For(convention), $"taken for weights as {convention.Name} has them")
            : new(path, network, "taken for weights of this very network");
    }

    private static ModelInfo? DescriptionOf(string path)
    {
        try
        {
            return ModelFile.Read(path);
        }
        catch (InvalidDataException)
        {
            return null; // of another program; what is damaged is said when the weights are read
        }
    }

    // A file of one's own tells nothing of its convention: its name and its format do. Nobody publishes weights of the compact networks.
    private static WeightConvention? ConventionOf(NetworkConfig network, string path)
    {
        if (NetworkCatalogue.Compact.Contains(network))
        {
            return null;
        }

        bool isOfKeras = KerasConversion.IsOfKeras(path);
        var published = WeightRegistry.Published(network.Name) is { Count: > 0 } own ? own : WeightRegistry.Published(network.PaperNetwork);
        var alike = published.Where(source => (Path.GetExtension(source.FileName) == ".h5") == isOfKeras).ToList();
        var sameName = alike.Where(source => Path.GetFileName(path).StartsWith(Path.GetFileNameWithoutExtension(source.FileName), StringComparison.Ordinal));
        return (sameName.MaxBy(source => source.FileName.Length) ?? alike.FirstOrDefault())?.Convention;
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

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

    // The file, the network as it must be built for it, and what the file is held to be.
    private sealed record Choice(string Path, NetworkConfig Network, string Kind);
}
