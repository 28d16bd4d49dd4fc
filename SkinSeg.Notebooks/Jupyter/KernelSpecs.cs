using System.Text.Json;
using System.Text.Json.Nodes;
using SkinSeg.Notebooks.Engine;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Jupyter;

/// <summary>A kernel that Jupyter can start.</summary>
/// <param name="Name">Name of its folder, which notebooks name.</param>
/// <param name="Language">Language of its cells.</param>
internal sealed record KernelSpec(string Name, CellLanguage Language)
{
    /// <summary>The kit's own.</summary>
    public static ValueList<KernelSpec> Own { get; } = [new("skinseg-fsharp", CellLanguage.FSharp), new("skinseg-csharp", CellLanguage.CSharp)];

    /// <summary>Names of .NET Interactive's kernels, which the kit's notebooks carry.</summary>
    public static ValueList<KernelSpec> Aliases { get; } = [new(".net-fsharp", CellLanguage.FSharp), new(".net-csharp", CellLanguage.CSharp)];

    /// <summary>Its <c>kernel.json</c>.</summary>
    /// <param name="program">The program and its first arguments.</param>
    public JsonObject ToJson(ValueList<string> program) => new()
    {
        ["argv"] = new JsonArray([.. program.Concat(["kernel", "serve", "--language", Language.KernelName(), "{connection_file}"]).Select(word => (JsonNode)word)]),
        ["display_name"] = Name.StartsWith('.') ? $".NET ({Language.DisplayName()})" : $"SkinSeg ({Language.DisplayName()})",
        ["language"] = Language.DisplayName(),
        ["interrupt_mode"] = "message",
        ["metadata"] = new JsonObject { ["skinseg"] = true },
    };
}

/// <summary>Tells Jupyter of the kernels, and takes that back.</summary>
internal static class KernelSpecs
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Where Jupyter looks for a user's kernels on this system; <c>JUPYTER_DATA_DIR</c> goes first.</summary>
    public static string UserFolder
    {
        get
        {
            string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            string data = Environment.GetEnvironmentVariable("JUPYTER_DATA_DIR") is { Length: > 0 } named ? named
                : OperatingSystem.IsWindows() ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "jupyter")
                : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Jupyter")
                : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "jupyter");
            return Path.Combine(data, "kernels");
        }
    }

    /// <summary>Writes kernels.</summary>
    /// <param name="folder">Folder of all kernels, for example <see cref="UserFolder"/>.</param>
    /// <param name="program">The program and its first arguments.</param>
    /// <param name="withAliases">Whether .NET Interactive's names are taken too, where they are free.</param>
    /// <returns>Folders that were written.</returns>
    /// <exception cref="IOException">They cannot be written.</exception>
    public static ValueList<string> Install(string folder, ValueList<string> program, bool withAliases)
    {
        var wanted = KernelSpec.Own.Concat(withAliases ? KernelSpec.Aliases.Where(alias => !Exists(folder, alias) || IsOurs(folder, alias)) : []);
        return [.. wanted.Select(spec => Write(folder, spec, program))];
    }

    /// <summary>Removes the kernels that <see cref="Install"/> wrote, and no others.</summary>
    /// <returns>Folders that were removed.</returns>
    public static ValueList<string> Uninstall(string folder)
    {
        string[] ours = [.. KernelSpec.Own.Concat(KernelSpec.Aliases).Where(spec => IsOurs(folder, spec)).Select(spec => Path.Combine(folder, spec.Name))];
        foreach (string path in ours)
        {
            Directory.Delete(path, recursive: true);
        }

        return [.. ours];
    }

    private static string Write(string folder, KernelSpec spec, ValueList<string> program)
    {
        string path = Path.Combine(folder, spec.Name);
        AtomicFile.WriteAllText(Path.Combine(path, "kernel.json"), spec.ToJson(program).ToJsonString(Indented));
        return path;
    }

    private static bool Exists(string folder, KernelSpec spec) => Directory.Exists(Path.Combine(folder, spec.Name));

    private static bool IsOurs(string folder, KernelSpec spec)
    {
        string file = Path.Combine(folder, spec.Name, "kernel.json");
        return File.Exists(file) && Parsed(file)?["metadata"]?["skinseg"] is not null;
    }

    private static JsonNode? Parsed(string file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(file));
        }
        catch (JsonException)
        {
            return null; // somebody else's, and broken
        }
    }
}
