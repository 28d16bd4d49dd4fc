using System.Text.Json;
using System.Text.Json.Nodes;

namespace SkinSeg.Notebooks.Engine;

/// <summary>The metadata that says which language a notebook and its cells are in.</summary>
/// <remarks>
/// Hosts disagree on the place: VS Code reads <c>kernelInfo</c>, other readers <c>defaultKernelName</c>, Jupyter the kernelspec.
/// </remarks>
internal static class NotebookMetadata
{
    /// <summary>Kernel name of cells that name none; empty where the notebook does not say.</summary>
    public static string DefaultKernel(JsonNode? metadata) => Known(
        Text(metadata, "polyglot_notebook", "defaultKernelName")
        ?? Text(metadata, "polyglot_notebook", "kernelInfo", "defaultKernelName")
        ?? Text(metadata, "dotnet_interactive", "defaultKernelName")
        ?? Text(metadata, "kernelspec", "name")
        ?? Text(metadata, "kernelspec", "language")
        ?? string.Empty);

    /// <summary>Kernel name in a code cell's own metadata; null where it has none.</summary>
    public static string? CellKernel(JsonNode? metadata)
    {
        string? name = Text(metadata, "polyglot_notebook", "kernelName") ?? Text(metadata, "dotnet_interactive", "language");
        return name is null ? null : Known(name);
    }

    /// <summary>Metadata of a new notebook that every host understands.</summary>
    public static JsonObject ForNotebook(CellLanguage language)
    {
        string kernel = language.KernelName();
        return new()
        {
            ["kernelspec"] = new JsonObject
            {
                ["display_name"] = $".NET ({language.DisplayName()})",
                ["language"] = language.DisplayName(),
                ["name"] = $".net-{kernel}",
            },
            ["language_info"] = new JsonObject { ["name"] = "polyglot-notebook" },
            ["polyglot_notebook"] = new JsonObject
            {
                ["defaultKernelName"] = kernel,
                ["kernelInfo"] = new JsonObject
                {
                    ["defaultKernelName"] = kernel,
                    ["items"] = new JsonArray(Item("fsharp"), Item("csharp")),
                },
            },
        };
    }

    /// <summary>Metadata of a code cell that every host understands.</summary>
    public static JsonObject ForCell(string kernel) => new()
    {
        ["dotnet_interactive"] = new JsonObject { ["language"] = kernel },
        ["polyglot_notebook"] = new JsonObject { ["kernelName"] = kernel },
    };

    private static JsonObject Item(string name) => new() { ["aliases"] = new JsonArray(), ["name"] = name };

    private static string Known(string name) => CellLanguages.Find(name)?.KernelName() ?? name;

    private static string? Text(JsonNode? node, params string[] path)
    {
        foreach (string key in path)
        {
            node = (node as JsonObject)?[key];
        }

        return node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
    }
}
