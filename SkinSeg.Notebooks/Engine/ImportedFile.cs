using System.Globalization;
using System.Text.Json;

namespace SkinSeg.Notebooks.Engine;

/// <summary>Files whose code a cell can import: notebooks and scripts.</summary>
internal static class ImportedFile
{
    /// <summary>The code of a file, cell by cell.</summary>
    /// <param name="path">An .ipynb, .dib, .fsx, .fs, .csx or .cs file.</param>
    /// <param name="home">Language of the notebook that imports it.</param>
    /// <exception cref="InvalidDataException">The file is none of those.</exception>
    public static IEnumerable<CellSource> Read(string path, CellLanguage home)
    {
        string name = Path.GetFileName(path);
        return Path.GetExtension(path).ToUpperInvariant() switch
        {
            ".IPYNB" => Notebook(path, name, home),
            ".DIB" => [Interactive(path, name, home)],
            ".FSX" or ".FS" => [Script(path, name, CellLanguage.FSharp)],
            ".CSX" or ".CS" => [Script(path, name, CellLanguage.CSharp)],
            _ => throw new InvalidDataException($"{name} cannot be imported: expected .ipynb, .dib, .fsx, .fs, .csx or .cs."),
        };
    }

    private static IEnumerable<CellSource> Notebook(string path, string name, CellLanguage home) =>
        from cell in NotebookFile.Read(path).Cells.Select((cell, i) => (cell.Kind, cell.Kernel, cell.Source, Number: i + 1))
        where cell.Kind == CellKind.Code
        let label = string.Create(CultureInfo.InvariantCulture, $"{name} cell {cell.Number}")
        select new CellSource(label, cell.Kernel.Length > 0 ? cell.Kernel : home.KernelName(), cell.Source);

    private static CellSource Script(string path, string name, CellLanguage language) => new(name, language.KernelName(), Text(path));

    // A .dib is one long cell: its sections begin with the lines that switch languages in cells. Its metadata comes first, as JSON.
    private static CellSource Interactive(string path, string name, CellLanguage home)
    {
        string text = Text(path);
        if (!text.StartsWith("#!meta\n", StringComparison.Ordinal))
        {
            return new(name, home.KernelName(), text);
        }

        int end = text.IndexOf("\n#!", 1, StringComparison.Ordinal) is var next and > 0 ? next : text.Length;
        string kernel = DefaultKernel(text["#!meta\n".Length..end]) ?? home.KernelName();
        return new(name, kernel, new string('\n', text.AsSpan(0, end).Count('\n')) + text[end..]);
    }

    private static string? DefaultKernel(string json)
    {
        try
        {
            using var meta = JsonDocument.Parse(json);
            return meta.RootElement.GetProperty("kernelInfo").GetProperty("defaultKernelName").GetString();
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null; // without metadata the notebook's own language holds
        }
    }

    private static string Text(string path) => File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal);
}
