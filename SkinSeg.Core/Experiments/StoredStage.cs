using System.Globalization;

namespace SkinSeg.Experiments;

/// <summary>A stage that is in a store.</summary>
/// <param name="Stage">What it is.</param>
/// <param name="Folder">Where its files are.</param>
/// <param name="Bytes">Disk that its files take.</param>
/// <param name="Record">How the work went; null where that was lost.</param>
public sealed record StoredStage(Stage Stage, string Folder, long Bytes, StageRecord? Record)
{
    /// <summary>Path of one of its files.</summary>
    internal string this[string name] => Path.Combine(Folder, name);

    internal static StoredStage Of(StageManifest manifest, string folder) => new(manifest.Stage, folder, manifest.Bytes, StageRecord.Find(folder));

    /// <summary>For example <c>training 0123456789abcdef, resnet152 lesion fold 1: 0.4 MB in 12.3 s</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Stage}: {Bytes / 1e6:F1} MB{(Record is { } record ? $" in {record.Seconds:F1} s" : string.Empty)}");
}
