namespace SkinSeg.Notebooks.Engine;

/// <summary>The languages whose code the engine runs.</summary>
public enum CellLanguage
{
    /// <summary>F#, by FSharp.Compiler.Service; kernel name <c>fsharp</c>.</summary>
    FSharp,

    /// <summary>C#, by Roslyn scripting; kernel name <c>csharp</c>.</summary>
    CSharp,
}

/// <summary>How notebooks name the languages.</summary>
internal static class CellLanguages
{
    /// <summary>The name in notebook metadata and after <c>#!</c>.</summary>
    public static string KernelName(this CellLanguage language) => language == CellLanguage.FSharp ? "fsharp" : "csharp";

    /// <summary>The name people use.</summary>
    public static string DisplayName(this CellLanguage language) => language == CellLanguage.FSharp ? "F#" : "C#";

    /// <summary>The ending of a script in this language.</summary>
    public static string ScriptExtension(this CellLanguage language) => language == CellLanguage.FSharp ? ".fsx" : ".csx";

    /// <summary>The language of a kernel name or one of its aliases; null for any other name.</summary>
    public static CellLanguage? Find(string kernelName) => kernelName switch
    {
        "fsharp" or "f#" or "F#" or ".net-fsharp" or "skinseg-fsharp" => CellLanguage.FSharp,
        "csharp" or "c#" or "C#" or ".net-csharp" or "skinseg-csharp" => CellLanguage.CSharp,
        _ => null,
    };
}
