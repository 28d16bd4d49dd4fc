using System.Text.Json.Nodes;
using SkinSeg.Notebooks.Engine;
using SkinSeg.Weights;

namespace SkinSeg.Notebooks.Jupyter;

/// <summary>What the kernel says of itself.</summary>
internal static class KernelInfo
{
    /// <summary>The reply to a kernel_info_request.</summary>
    public static JsonObject Reply(CellLanguage language) => new()
    {
        ["status"] = "ok",
        ["protocol_version"] = KernelMessage.Version,
        ["implementation"] = "skinseg",
        ["implementation_version"] = ModelInfo.CurrentKitVersion.Split('+')[0],
        ["language_info"] = new JsonObject
        {
            // The name and the version that notebooks of .NET Interactive carry, so that saving one here changes nothing there.
            ["name"] = "polyglot-notebook",
            ["version"] = Environment.Version.ToString(),
            ["mimetype"] = language == CellLanguage.FSharp ? "text/x-fsharp" : "text/x-csharp",
            ["file_extension"] = language == CellLanguage.FSharp ? ".fs" : ".cs",
            ["pygments_lexer"] = language.KernelName(),
            ["codemirror_mode"] = language == CellLanguage.FSharp ? "text/x-fsharp" : "text/x-csharp",
        },
        ["banner"] = $"SkinSeg {ModelInfo.CurrentKitVersion.Split('+')[0]}: {language.DisplayName()} first; #!csharp and #!fsharp change the language within a cell.",
        ["help_links"] = new JsonArray(),
    };
}
