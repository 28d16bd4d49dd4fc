using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Engine;

/// <summary>A Jupyter notebook (nbformat 4): read, given results, written. Immutable; keeps metadata that it does not know.</summary>
/// <remarks>A notebook that Jupyter wrote is written back byte for byte. Older minor versions become 4.5: cells get ids.</remarks>
public sealed class NotebookFile
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly JsonObject root;

    private NotebookFile(JsonObject root)
    {
        this.root = root;
        DefaultKernel = NotebookMetadata.DefaultKernel(root["metadata"]);
        Cells = new(CellNodes.Select(Cell));
    }

    /// <summary>Kernel of code cells that name none: <c>fsharp</c>, <c>csharp</c> or another name; empty where it is not said.</summary>
    public string DefaultKernel { get; }

    /// <summary>All cells in order, text cells too.</summary>
    public ValueList<NotebookCell> Cells { get; }

    private IEnumerable<JsonObject> CellNodes => root["cells"]!.AsArray().Select(cell => cell!.AsObject());

    /// <summary>Reads a notebook.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not a notebook of nbformat 4; the message says what is wrong.</exception>
    public static NotebookFile Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no notebook {path}; check the path.", path);
        }

        return Parse(File.ReadAllText(path), path);
    }

    /// <summary>A notebook from its JSON text.</summary>
    /// <param name="json">Text of an .ipynb file.</param>
    /// <param name="name">Name for messages.</param>
    /// <exception cref="InvalidDataException">The text is not a notebook of nbformat 4.</exception>
    public static NotebookFile Parse(string json, string name)
    {
        var root = ParseObject(json, name);
        if (root["nbformat"]?.ToJsonString() is var major && major != "4")
        {
            string? remedy = major is "2" or "3" ? "Open it in Jupyter and save it to convert it" : null;
            throw Wrong(name, $"expected \"nbformat\": 4, found {major ?? "none"}", remedy);
        }

        if (root["cells"] is not JsonArray cells)
        {
            throw Wrong(name, "expected a list \"cells\", found none");
        }

        for (int i = 0; i < cells.Count; i++)
        {
            NormalizeCell(cells[i] as JsonObject, string.Create(CultureInfo.InvariantCulture, $"cell {i + 1}"), name);
        }

        NormalizeIds(root, cells);
        return new(root);
    }

    /// <summary>A new notebook with metadata by which every host runs it; a cell in the other language gets its <c>#!</c> line.</summary>
    public static NotebookFile Create(CellLanguage defaultLanguage, IEnumerable<NotebookCell> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var nodes = new JsonArray([.. cells.Select(cell => NewCell(cell, defaultLanguage.KernelName()))]);
        var root = new JsonObject
        {
            ["cells"] = nodes,
            ["metadata"] = NotebookMetadata.ForNotebook(defaultLanguage),
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        NormalizeIds(root, nodes);
        return new(root);
    }

    /// <summary>The notebook with new outputs and running numbers; code cells that are not named lose theirs.</summary>
    /// <param name="outputs">Outputs by cell number, counted from 1 over all cells.</param>
    public NotebookFile WithOutputs(IReadOnlyDictionary<int, ValueList<CellOutput>> outputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        var copy = new NotebookFile((JsonObject)root.DeepClone());
        var nodes = new NotebookOutputs();
        int number = 0, count = 0;
        foreach (var cell in copy.CellNodes)
        {
            number++;
            if (copy.Cells[number - 1].Kind == CellKind.Code)
            {
                bool ran = outputs.TryGetValue(number, out var produced);
                cell["execution_count"] = ran ? ++count : null;
                cell["outputs"] = ran ? nodes.ToJson(produced!, count) : new JsonArray();
                (cell["metadata"] as JsonObject)?.Remove("execution"); // another run's times
            }
        }

        return copy;
    }

    /// <summary>The text of the .ipynb file, as Jupyter writes it.</summary>
    public string ToJson() => JupyterJson.Write(root);

    /// <summary>Writes the notebook whole or not at all; makes the folder if it is missing.</summary>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public void Write(string path) => AtomicFile.WriteAllText(path, ToJson());

    private static JsonObject ParseObject(string json, string name)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: Strict) as JsonObject ?? throw Wrong(name, "expected a JSON object");
        }
        catch (JsonException error)
        {
            throw Wrong(name, FormattableString.Invariant($"expected JSON, and line {error.LineNumber + 1} is none"));
        }
    }

    private static void NormalizeCell(JsonObject? cell, string place, string name)
    {
        string? type = cell?["cell_type"]?.ToString();
        if (type is not ("code" or "markdown" or "raw"))
        {
            throw Wrong(name, $"{place}: expected a \"cell_type\" of code, markdown or raw, found {type ?? "none"}");
        }

        string source = JupyterJson.Text(cell!["source"]) ?? throw Wrong(name, $"{place}: expected a \"source\" of text lines");
        cell["source"] = JupyterJson.Lines(source);
        cell["metadata"] ??= new JsonObject();
        if (type == "code")
        {
            cell["outputs"] ??= new JsonArray();
            cell["execution_count"] ??= null; // the key must be there, even without a number
        }
    }

    // Names by position are the same in every run; ids that are there stay, because comments and diffs refer to them.
    private static void NormalizeIds(JsonObject root, JsonArray cells)
    {
        var taken = cells.Select(cell => cell!["id"]?.ToString()).ToHashSet();
        for (int i = 0; i < cells.Count; i++)
        {
            string id = string.Create(CultureInfo.InvariantCulture, $"cell-{i + 1}");
            while (cells[i]!["id"] is null && !taken.Add(id))
            {
                id += "-";
            }

            cells[i]!["id"] ??= id;
        }

        if (root["nbformat_minor"] is not { } minor || minor.GetValueKind() != JsonValueKind.Number || minor.GetValue<int>() < 5)
        {
            root["nbformat_minor"] = 5;
        }
    }

    private static JsonObject NewCell(NotebookCell cell, string defaultKernel)
    {
        if (cell.Kind != CellKind.Code)
        {
            return new JsonObject
            {
                ["cell_type"] = cell.Kind == CellKind.Markdown ? "markdown" : "raw",
                ["metadata"] = new JsonObject(),
                ["source"] = JupyterJson.Lines(cell.Source),
            };
        }

        bool named = cell.Kernel == defaultKernel || cell.Source.StartsWith("#!" + cell.Kernel, StringComparison.Ordinal);
        return new JsonObject
        {
            ["cell_type"] = "code",
            ["execution_count"] = null,
            ["metadata"] = NotebookMetadata.ForCell(cell.Kernel),
            ["outputs"] = new JsonArray(),
            ["source"] = JupyterJson.Lines(named ? cell.Source : $"#!{cell.Kernel}\n{cell.Source}"),
        };
    }

    private static InvalidDataException Wrong(string name, string problem, string? remedy = null) =>
        new($"{name} is not a notebook that can be run: {problem}. {remedy ?? "Give an .ipynb file of nbformat 4, as Jupyter writes it"}.");

    private NotebookCell Cell(JsonObject cell)
    {
        string source = JupyterJson.Text(cell["source"])!.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return cell["cell_type"]!.ToString() switch
        {
            "code" => new(CellKind.Code, NotebookMetadata.CellKernel(cell["metadata"]) ?? DefaultKernel, source),
            "markdown" => new(CellKind.Markdown, string.Empty, source),
            _ => new(CellKind.Raw, string.Empty, source),
        };
    }
}
