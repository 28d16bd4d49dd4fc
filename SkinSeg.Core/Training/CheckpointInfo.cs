using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Training;

/// <summary>A damaged checkpoint: it is passed over and set aside under a name that begins with <c>damaged-</c>, never deleted.</summary>
/// <param name="Folder">The checkpoint.</param>
/// <param name="Problem">What is wrong with it.</param>
public sealed record CheckpointFinding(string Folder, string Problem)
{
    /// <summary>The folder and the problem.</summary>
    public override string ToString() => $"{Folder}: {Problem}";
}

/// <summary>Where a training would go on.</summary>
/// <param name="Epoch">Epochs that are finished.</param>
/// <param name="Step">Steps of the next epoch that are done.</param>
/// <param name="Folder">The checkpoint, or empty where none is whole, so that the training starts anew.</param>
/// <param name="Findings">Checkpoints that are damaged.</param>
public sealed record CheckpointInfo(int Epoch, int Step, string Folder, ValueList<CheckpointFinding> Findings)
{
    /// <summary>Whether there is a whole checkpoint to go on from.</summary>
    public bool IsWhole => Folder.Length > 0;

    /// <summary>For example <c>after epoch 3 and 5 steps of the next; 1 damaged checkpoint</c>.</summary>
    public override string ToString()
    {
        string where = IsWhole ? CheckpointName.Describe(Epoch, Step) : "from the start";
        return Findings.Count == 0
            ? where
            : string.Create(CultureInfo.InvariantCulture, $"{where}; {Findings.Count} damaged checkpoint{(Findings.Count == 1 ? string.Empty : "s")}");
    }
}
