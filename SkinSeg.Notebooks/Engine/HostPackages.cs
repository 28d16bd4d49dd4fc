using System.Text.Json;

namespace SkinSeg.Notebooks.Engine;

/// <summary>A package that this program was built with.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Dependencies">Ids of the packages it needs.</param>
/// <param name="Assemblies">Paths of its own assemblies.</param>
internal sealed record HostPackage(string Id, string Version, IReadOnlyList<string> Dependencies, IReadOnlyList<string> Assemblies);

/// <summary>The packages of this program: a cell that asks for one gets it without a restore, and so the types that the kit has.</summary>
internal sealed class HostPackages
{
    private static readonly Lazy<HostPackages> Loaded = new(() => new());

    private readonly Dictionary<string, HostPackage> packages = new(StringComparer.OrdinalIgnoreCase);

    private HostPackages()
    {
        string[] trusted = Paths("TRUSTED_PLATFORM_ASSEMBLIES", Path.PathSeparator);
        string runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        Framework = [.. trusted.Where(path => Path.GetDirectoryName(path) == runtime)];
        var byName = trusted.ToLookup(path => Path.GetFileName(path), StringComparer.OrdinalIgnoreCase);
        foreach (string file in Paths("APP_CONTEXT_DEPS_FILES", ';').Where(File.Exists))
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var targets = json.RootElement.GetProperty("targets").EnumerateObject();
            foreach (var package in targets.SelectMany(target => target.Value.EnumerateObject()))
            {
                var read = Read(package, byName);
                packages.TryAdd(read.Id, read);
            }
        }
    }

    /// <summary>The packages of this process.</summary>
    public static HostPackages OfProcess => Loaded.Value;

    /// <summary>Paths of the framework's assemblies.</summary>
    public IReadOnlyList<string> Framework { get; }

    /// <summary>What cells can name from the start: the kit's cell functions and the formatting library.</summary>
    public IReadOnlyList<string> Basis { get; } =
    [
        typeof(Kernel).Assembly.Location,
        typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly.Location,
        typeof(Microsoft.AspNetCore.Html.IHtmlContent).Assembly.Location,
    ];

    /// <summary>The package by id; null where the program does not have it.</summary>
    /// <remarks>
    /// TorchSharp's backend packages hold no assembly and would bring a second libtorch: the program's TorchSharp stands for them.
    /// </remarks>
    public HostPackage? Find(string id) =>
        packages.GetValueOrDefault(id.StartsWith("TorchSharp-", StringComparison.OrdinalIgnoreCase) ? "TorchSharp" : id);

    /// <summary>Assemblies of a package and of all that it needs, but the compilers: those belong to the engine.</summary>
    public IReadOnlyList<string> Closure(HostPackage package)
    {
        var found = new Dictionary<string, HostPackage>(StringComparer.OrdinalIgnoreCase) { [package.Id] = package };
        var open = new Queue<HostPackage>([package]);
        while (open.TryDequeue(out var next))
        {
            foreach (var dependency in next.Dependencies.Where(id => !IsCompiler(id)).Select(Find).OfType<HostPackage>())
            {
                if (found.TryAdd(dependency.Id, dependency))
                {
                    open.Enqueue(dependency);
                }
            }
        }

        return [.. found.Values.SelectMany(item => item.Assemblies)];
    }

    private static bool IsCompiler(string id) =>
        id.StartsWith("Microsoft.CodeAnalysis", StringComparison.OrdinalIgnoreCase)
        || id.Equals("FSharp.Compiler.Service", StringComparison.OrdinalIgnoreCase);

    private static string[] Paths(string key, char separator) =>
        (AppContext.GetData(key) as string ?? string.Empty).Split(separator, StringSplitOptions.RemoveEmptyEntries);

    private static HostPackage Read(JsonProperty package, ILookup<string, string> assemblies)
    {
        string[] name = package.Name.Split('/');
        return new(
            name[0],
            name[^1],
            [.. Names(package.Value, "dependencies")],
            [.. Names(package.Value, "runtime").SelectMany(path => assemblies[Path.GetFileName(path)].Take(1))]);
    }

    private static IEnumerable<string> Names(JsonElement package, string key) =>
        package.TryGetProperty(key, out var items) ? items.EnumerateObject().Select(item => item.Name) : [];
}
