using System.Globalization;
using System.Text.RegularExpressions;

namespace SkinSeg.Training;

/// <summary>The name of a checkpoint's folder: <c>checkpoint-00012-00003</c> after 12 epochs and 3 steps of the next.</summary>
/// <param name="Epoch">Epochs that are finished.</param>
/// <param name="Step">Steps of the next epoch that are done.</param>
internal readonly partial record struct CheckpointName(int Epoch, int Step) : IComparable<CheckpointName>
{
    /// <summary>Before the name of a checkpoint that is set aside.</summary>
    public const string Damaged = "damaged-";

    /// <summary>What a folder's name says; null where it is no checkpoint's.</summary>
    public static CheckpointName? Parse(string folder)
    {
        var match = Pattern().Match(Path.GetFileName(folder));
        return match.Success && int.TryParse(match.Groups[1].Value, out int epoch) && int.TryParse(match.Groups[2].Value, out int step) ? new(epoch, step) : null;
    }

    /// <summary>The place in words.</summary>
    public static string Describe(int epoch, int step) => string.Create(
        CultureInfo.InvariantCulture, $"after epoch {epoch}{(step > 0 ? $" and {step} step{(step == 1 ? string.Empty : "s")} of the next" : string.Empty)}");

    public int CompareTo(CheckpointName other) => (Epoch, Step).CompareTo((other.Epoch, other.Step));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"checkpoint-{Epoch:D5}-{Step:D5}");

    [GeneratedRegex("^(?:damaged-)?checkpoint-([0-9]{5,9})-([0-9]{5,9})(?:-[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
