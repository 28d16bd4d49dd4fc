using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Data;

/// <summary>A folder of truth and one of predictions, which go away with the test.</summary>
internal sealed class Folders : IDisposable
{
    public Folders()
    {
        Directory.CreateDirectory(TruthPath);
        Directory.CreateDirectory(PredictionPath);
    }

    public TemporaryFolder Root { get; } = new();

    public string TruthPath => Root["truth"];

    public string PredictionPath => Root["prediction"];

    public void Truth(string name, Mask mask) => ImageFiles.Write(Path.Combine(TruthPath, name), mask);

    public void Prediction(string name, Mask mask) => ImageFiles.Write(Path.Combine(PredictionPath, name), mask);

    public void PredictionBytes(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(PredictionPath, name), bytes);

    public FolderScores Score() => ScoreFolders.Task1(TruthPath, PredictionPath, cancellationToken: TestContext.Current.CancellationToken);

    public void Dispose() => Root.Dispose();
}
