using System.Text.RegularExpressions;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Architecture;

/// <summary>The order of the house: a file uses its own folder and the layers below, never another folder of its own layer.</summary>
public sealed partial class LayerTests
{
    private static readonly string[][] Layers =
    [
        ["Primitives"], ["Metrics"], ["Imaging"], ["PostProcessing", "Augmentation", "Data"], ["Tensors"],
        ["Models", "Weights", "Losses"], ["Inference"], ["Training"], ["Experiments"],
    ];

    [Fact]
    public void Every_file_of_the_core_uses_only_its_own_folder_and_lower_layers() => Assert.Empty(
        from path in CoreFiles()
        let own = Path.GetFileName(Path.GetDirectoryName(path))!
        from Match match in Used().Matches(File.ReadAllText(path))
        let used = match.Groups["folder"].Value
        where used != own && LayerOf(used) >= LayerOf(own) && !(own == "Weights" && used == "Models")
        select $"{own}/{Path.GetFileName(path)} uses {used}");

    [Fact]
    public void Every_folder_of_the_core_is_a_layer_and_a_namespace() => Assert.Empty(
        from path in CoreFiles()
        let own = Path.GetFileName(Path.GetDirectoryName(path))!
        where LayerOf(own) < 0 || !File.ReadAllText(path).Contains($"namespace SkinSeg.{own};", StringComparison.Ordinal)
        select $"{own}/{Path.GetFileName(path)}");

    [Theory]
    [InlineData("using SkinSeg.Training;")]
    [InlineData("using static SkinSeg.Training.Trainer;")]
    [InlineData("var reports = SkinSeg.Training.Trainer.Fit(config);")]
    [InlineData("var reports = Training.Trainer.Fit(config);")] // within namespace SkinSeg.Losses that is the same name
    public void The_test_sees_a_violation_however_it_is_written(string line)
    {
        string used = Used().Match(line).Groups["folder"].Value;

        Assert.True(LayerOf(used) > LayerOf("Losses"), used);
    }

    [Theory]
    [InlineData("Metrics", "OpenCvSharp", "TorchSharp", "System.IO")]
    [InlineData("Primitives", "OpenCvSharp", "TorchSharp", "OpenCvSharp")]
    public void The_lowest_layers_know_no_files_no_images_and_no_tensors(string folder, params string[] forbidden) => Assert.Empty(
        from path in CoreFiles()
        where Path.GetFileName(Path.GetDirectoryName(path)) == folder
        from name in forbidden
        where File.ReadAllText(path).Contains($"using {name}", StringComparison.Ordinal)
        select $"{Path.GetFileName(path)} uses {name}");

    [Fact]
    public void The_core_knows_no_notebook_no_console_no_clock_and_no_environment_variable() => Assert.Empty(
        from path in CoreFiles()
        from Match match in Forbidden().Matches(File.ReadAllText(path))
        where !path.Contains($"{Path.DirectorySeparatorChar}Tensors{Path.DirectorySeparatorChar}Native", StringComparison.Ordinal) // loading asks the system
        select $"{Path.GetFileName(path)} uses {match.Value}");

    private static int LayerOf(string folder) => Array.FindIndex(Layers, layer => layer.Contains(folder));

    private static IEnumerable<string> CoreFiles() =>
        from folder in Directory.EnumerateDirectories(Path.Combine(Repository.Root, "SkinSeg.Core"))
        where Path.GetFileName(folder) is not ("bin" or "obj")
        from path in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        select path;

    private const string Folders = "Primitives|Metrics|Imaging|PostProcessing|Augmentation|Data|Tensors|Models|Weights|Losses|Inference|Training|Experiments";

    [GeneratedRegex($@"\bSkinSeg\.(?<folder>[A-Z][A-Za-z]+)\b(?=[;.])|(?<![.\w])(?<folder>{Folders})(?=\.[A-Z])")]
    private static partial Regex Used();

    [GeneratedRegex(@"Plotly|Microsoft\.DotNet\.Interactive|\bConsole\.|\bDateTime(?:Offset)?\.(?:Utc)?Now|\bStopwatch\b|Environment\.GetEnvironmentVariable|Random\.Shared|new Random\(\)")]
    private static partial Regex Forbidden();
}
