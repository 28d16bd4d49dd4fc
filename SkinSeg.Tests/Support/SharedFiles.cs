using System.Text.Json;
using Xunit;

namespace SkinSeg.Tests.Support;

/// <summary>Reference numbers made by other people's implementations, which lie outside the repository.</summary>
internal static class SharedFiles
{
    /// <summary>Path below the shared folder: SKINSEG_SHARED, else <c>../shared</c> beside the repository; skips the test where neither has it.</summary>
    public static string PathOf(params string[] parts)
    {
        string root = Environment.GetEnvironmentVariable("SKINSEG_SHARED") ?? Path.Combine(Repository.Root, "..", "shared");
        string path = Path.GetFullPath(Path.Combine([root, .. parts]));
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            Assert.Skip($"{Path.Combine(parts)} is not here; set SKINSEG_SHARED to the folder that holds it.");
        }

        return path;
    }

    /// <summary>The JSON file below the shared folder.</summary>
    public static JsonElement Json(params string[] parts) => JsonDocument.Parse(File.ReadAllText(PathOf(parts))).RootElement;
}
