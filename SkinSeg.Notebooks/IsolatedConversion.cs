using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks;

/// <summary>What the conversion of one file may use.</summary>
public sealed record ConversionLimits
{
    /// <summary>Longest time for one file, in seconds; the published files take one or two.</summary>
    public double Seconds { get; init; } = 60;

    /// <summary>Most memory of the process that reads the file, in MiB; the published files need about 150.</summary>
    public int Mebibytes { get; init; } = 512;
}

/// <summary>What became of one file.</summary>
/// <param name="Path">The file that was read.</param>
/// <param name="Output">The file that was written; empty where it failed.</param>
/// <param name="Problem">Why it failed, in one sentence; empty where it did not.</param>
public sealed record ConversionOutcome(string Path, string Output, string Problem);

/// <summary>Converts <c>.h5</c> files of Keras that may come from anywhere: in a process of its own, which is ended when it takes too long or too much memory.</summary>
/// <remarks>HDF5's reader can stall or ask for a gigabyte on a damaged file; what it does there cannot harm the process that asks.</remarks>
public static class IsolatedConversion
{
    // A command line of Windows holds 32,767 letters; a path may have 260.
    private const int FilesPerProcess = 100;

    /// <summary>Converts one file.</summary>
    /// <param name="h5Path">The file that Keras wrote.</param>
    /// <param name="safetensorsPath">The file to write; an old one is replaced only by a whole new one.</param>
    /// <param name="limits">What it may use; the defaults where null.</param>
    /// <param name="cancellationToken">Ends the process.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no file of Keras weights, is damaged, or would need more than the limits.</exception>
    /// <exception cref="IOException">The new file cannot be written, or no process can be started.</exception>
    public static void Convert(string h5Path, string safetensorsPath, ConversionLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(h5Path);
        ArgumentException.ThrowIfNullOrEmpty(safetensorsPath);
        if (!File.Exists(h5Path))
        {
            throw new FileNotFoundException($"There is no file {h5Path}; check the path.", h5Path);
        }

        var outcome = ConvertAll([h5Path], _ => safetensorsPath, limits, cancellationToken)[0];
        if (outcome.Problem.Length > 0)
        {
            throw new InvalidDataException(outcome.Problem);
        }
    }

    /// <summary>Converts many files; one that fails does not stop the others.</summary>
    /// <param name="h5Paths">The files that Keras wrote.</param>
    /// <param name="outputOf">The file to write for each.</param>
    /// <param name="limits">What each may use; the defaults where null.</param>
    /// <param name="cancellationToken">Ends the process.</param>
    /// <exception cref="IOException">A new file cannot be written, or no process can be started.</exception>
    public static ValueList<ConversionOutcome> ConvertAll(
        IEnumerable<string> h5Paths, Func<string, string> outputOf, ConversionLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(h5Paths);
        ArgumentNullException.ThrowIfNull(outputOf);
        limits = Checked(limits ?? new());
        string[] files = [.. h5Paths.Select(Path.GetFullPath)];
        var outcomes = new List<ConversionOutcome>();
        while (outcomes.Count < files.Length)
        {
            outcomes.AddRange(ConvertSome(files[outcomes.Count..Math.Min(files.Length, outcomes.Count + FilesPerProcess)], outputOf, limits, cancellationToken));
        }

        return [.. outcomes];
    }

    // The results of one process: at least one, since a file that ends it has its verdict too.
    private static List<ConversionOutcome> ConvertSome(string[] files, Func<string, string> outputOf, ConversionLimits limits, CancellationToken cancellationToken)
    {
        // Beside the first result, so that results are renamed, not copied; the process writes nowhere else.
        string target = Path.GetFullPath(outputOf(files[0]));
        string folder = $"{target}.{Guid.NewGuid():N}.tmp";
        Make(folder, target);
        try
        {
            using var child = new ConversionProcess(files, folder, limits);
            var outcomes = new List<ConversionOutcome>();
            while (outcomes.Count < files.Length && child.Next(cancellationToken) is { } verdict)
            {
                string file = files[outcomes.Count];
                outcomes.Add(verdict.Problem.Length > 0 ? new(file, string.Empty, verdict.Problem) : Keep(file, Path.Combine(folder, verdict.File), outputOf(file)));
            }

            return outcomes;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Make(string folder, string target)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(target, folder, e);
        }
    }

    private static ConversionOutcome Keep(string file, string written, string output)
    {
        string target = Path.GetFullPath(output);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target) ?? target);
            File.Move(written, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw WriteFailure.Of(target, written, e);
        }

        return new(file, output, string.Empty);
    }

    private static ConversionLimits Checked(ConversionLimits limits) => limits is { Seconds: > 0 and < 86_400, Mebibytes: >= 64 and <= 1 << 20 }
        ? limits
        : throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture,
            $"Expected limits of more than 0 seconds and at least 64 MiB, got {limits.Seconds} s and {limits.Mebibytes} MiB."));
}
