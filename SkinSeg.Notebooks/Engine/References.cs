using System.Reflection;
using System.Runtime.Loader;

namespace SkinSeg.Notebooks.Engine;

/// <summary>Answers <c>#r</c> and <c>#i</c>: from packages that the program has, from files, and last from package sources.</summary>
internal sealed class References(string folder) : IDisposable
{
    private readonly Lazy<NuGetPackages> restored = new();
    private readonly List<string> sources = [];

    /// <summary>Remembers a package source: a folder or an address.</summary>
    public void AddSource(Magic magic, int line)
    {
        string text = magic.Arguments[0];
        if (!text.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
        {
            throw new MagicException($"{magic.Line}: expected #i \"nuget: folder or address\".", line);
        }

        string source = text["nuget:".Length..].Trim();
        sources.Add(source.Contains("://", StringComparison.Ordinal) ? source : Path.GetFullPath(source, folder));
    }

    /// <summary>Paths of the assemblies that a line asks for, loaded once for all languages.</summary>
    /// <param name="magic">The <c>#r</c> line.</param>
    /// <param name="line">Its line in the cell.</param>
    /// <param name="warn">Called where another version is served than the line asks for.</param>
    /// <exception cref="MagicException">There is no such assembly or package.</exception>
    public IReadOnlyList<string> Resolve(Magic magic, int line, Action<string> warn)
    {
        string text = magic.Arguments[0];
        return Preload(text.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase)
            ? Package(text["nuget:".Length..], line, warn)
            : [AssemblyFile(text, line)]);
    }

    public void Dispose()
    {
        if (restored.IsValueCreated)
        {
            restored.Value.Dispose();
        }
    }

    // Both languages and the program must see one copy of each assembly: what is in the default context, neither loads again.
    private static string[] Preload(IReadOnlyList<string> paths)
    {
        var loaded = AssemblyLoadContext.Default.Assemblies.Where(item => !item.IsDynamic).ToLookup(item => item.GetName().Name);
        Assembly Load(string path) =>
            loaded[AssemblyName.GetAssemblyName(path).Name].FirstOrDefault() ?? AssemblyLoadContext.Default.LoadFromAssemblyPath(path);
        return [.. paths.Select(path => Load(path).Location)];
    }

    private IReadOnlyList<string> Package(string text, int line, Action<string> warn)
    {
        string[] words = text.Split(',', StringSplitOptions.TrimEntries);
        var host = HostPackages.OfProcess.Find(words[0]);
        if (host is null)
        {
            return restored.Value.Restore(text.Trim(), sources, folder, line);
        }

        if (words.Length > 1 && words[1] != host.Version && words[1] != "*")
        {
            warn($"{words[0]} {words[1]} was asked for; {host.Id} {host.Version}, with which this program was built, is used.\n");
        }

        return HostPackages.OfProcess.Closure(host);
    }

    private string AssemblyFile(string text, int line)
    {
        string path = Path.GetFullPath(text, folder);
        string? framework = HostPackages.OfProcess.Framework.FirstOrDefault(item => Path.GetFileNameWithoutExtension(item) == text);
        return File.Exists(path) ? path
            : framework
            ?? throw new MagicException($"#r \"{text}\": there is no such file; relative paths start from the notebook's folder.", line);
    }
}
