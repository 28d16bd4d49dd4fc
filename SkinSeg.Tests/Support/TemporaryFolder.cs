namespace SkinSeg.Tests.Support;

/// <summary>An empty folder that goes away with the test; its name holds a space and letters beyond ASCII, as users' folders do.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("skinseg prüfung-").FullName;

    /// <summary>Path of something inside.</summary>
    public string this[params string[] parts] => System.IO.Path.Combine([Path, .. parts]);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
