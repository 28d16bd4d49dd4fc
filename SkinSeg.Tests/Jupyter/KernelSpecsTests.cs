using System.Text.Json.Nodes;
using SkinSeg.Notebooks.Jupyter;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Jupyter;

public sealed class KernelSpecsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Two_kernels_are_registered_with_the_program_that_serves_them()
    {
        var written = KernelSpecs.Install(folder.Path, ["dotnet", "a b/c.dll"], withAliases: false);

        Assert.Equal(["skinseg-fsharp", "skinseg-csharp"], written.Select(Path.GetFileName));
        var spec = JsonNode.Parse(File.ReadAllText(Path.Combine(written[1], "kernel.json")))!;
        Assert.Equal(["dotnet", "a b/c.dll", "kernel", "serve", "--language", "csharp", "{connection_file}"], spec["argv"]!.AsArray().Select(word => (string?)word));
        Assert.Equal("message", (string?)spec["interrupt_mode"]);
    }

    [Fact]
    public void Names_of_the_other_host_are_taken_only_where_they_are_free()
    {
        Directory.CreateDirectory(folder[".net-fsharp"]);
        File.WriteAllText(folder[".net-fsharp", "kernel.json"], "{\"argv\": [\"dotnet\", \"interactive\"]}");

        var written = KernelSpecs.Install(folder.Path, ["x"], withAliases: true);

        Assert.Equal([".net-csharp"], written.Select(Path.GetFileName).Where(name => name!.StartsWith('.')));
        Assert.Contains("interactive", File.ReadAllText(folder[".net-fsharp", "kernel.json"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Uninstall_removes_what_was_installed_and_nothing_else()
    {
        Directory.CreateDirectory(folder["python3"]);
        Directory.CreateDirectory(folder[".net-csharp"]);
        File.WriteAllText(folder[".net-csharp", "kernel.json"], "not json");
        KernelSpecs.Install(folder.Path, ["x"], withAliases: true);

        var removed = KernelSpecs.Uninstall(folder.Path);

        Assert.Equal(3, removed.Count);
        Assert.Equal([".net-csharp", "python3"], Directory.GetDirectories(folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Empty(KernelSpecs.Uninstall(folder.Path));
    }
}
