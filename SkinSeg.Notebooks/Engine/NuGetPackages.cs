using System.Globalization;
using System.Runtime.InteropServices;
using FSharp.Compiler.DependencyManager;

namespace SkinSeg.Notebooks.Engine;

/// <summary>Restores packages that the program does not have, by F# Interactive's package manager. Needs a .NET SDK.</summary>
internal sealed class NuGetPackages : IDisposable
{
    private const int TimeoutMilliseconds = 300_000;
    private const string Script = "notebook.fsx";

    private readonly List<string> roots = [];
    private readonly DependencyProvider provider;

    /// <summary>Nothing restored yet.</summary>
    public NuGetPackages()
    {
        // The provider also answers when a restored package looks for its native libraries.
        provider = new(new NativeResolutionProbe(() => roots));
    }

    /// <summary>Paths of the assemblies of a package and of all that it needs.</summary>
    /// <param name="package">Id, or id and version with a comma between.</param>
    /// <param name="sources">Package sources beside those of the machine.</param>
    /// <param name="folder">Folder whose NuGet settings hold.</param>
    /// <param name="line">Line of the magic, for messages.</param>
    /// <exception cref="MagicException">The package cannot be restored.</exception>
    public IReadOnlyList<string> Restore(string package, IReadOnlyList<string> sources, string folder, int line)
    {
        var problems = new List<string>();
        ResolvingErrorReport report = new((kind, code, message) => problems.Add(message));
        var manager = provider.TryFindDependencyManagerByKey([], string.Empty, null, report, "nuget");
        var lines = sources.Select(source => Tuple.Create("i", source)).Append(Tuple.Create("r", package));
        string framework = string.Create(CultureInfo.InvariantCulture, $"net{Environment.Version.Major}.{Environment.Version.Minor}");
        string platform = RuntimeInformation.RuntimeIdentifier;
        var result = manager is null
            ? null
            : provider.Resolve(manager, ".fsx", lines, report, framework, platform, folder, Script, Script, TimeoutMilliseconds);
        if (result is not { Success: true })
        {
            throw new MagicException($"#r \"nuget: {package}\": the package could not be restored. {Reason(problems, result)}", line);
        }

        roots.AddRange(result.Roots);
        return [.. result.Resolutions];
    }

    public void Dispose() => ((IDisposable)provider).Dispose();

    // Of the restore's many lines, those that say why; without the path of the temporary project before them.
    private static string Reason(List<string> problems, IResolveDependenciesResult? result)
    {
        var reasons =
            from text in problems.Concat(result?.StdError ?? []).Concat(result?.StdOut ?? [])
            from line in text.Split('\n')
            let start = line.IndexOf("error ", StringComparison.Ordinal)
            where start >= 0
            select line[start..].Trim();
        return string.Join(' ', reasons.Distinct().Take(2));
    }
}
