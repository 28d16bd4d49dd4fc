using System.Text.Json.Serialization;

namespace SkinSeg.Weights;

/// <summary>What a look at a file of the registry found.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WeightFileStatus>))]
public enum WeightFileStatus
{
    /// <summary>There is no such file.</summary>
    Absent,

    /// <summary>It is there, and its hash is the published one.</summary>
    Verified,

    /// <summary>It is there, but no hash is published; size and kind of file, where known, fit.</summary>
    Unverifiable,

    /// <summary>It is there, but is not the published file.</summary>
    Differs,
}

/// <summary>A file of the registry in a folder, and whether it is the published one.</summary>
/// <param name="Weights">What it should be.</param>
/// <param name="Path">Full path of where it is, or would be.</param>
/// <param name="Status">What was found.</param>
/// <param name="Expected">What was published and compared, in words; empty where nothing was.</param>
/// <param name="Found">What the file has instead, or has, in words; empty where there is none.</param>
public sealed record WeightFileReport(WeightSource Weights, string Path, WeightFileStatus Status, string Expected, string Found)
{
    /// <summary>Whether it can be used: it is there, and nothing speaks against it.</summary>
    public bool IsUsable => Status is WeightFileStatus.Verified or WeightFileStatus.Unverifiable;

    /// <summary>Whether it certainly is the published file: its whole hash is the published one.</summary>
    public bool IsTrusted => Status == WeightFileStatus.Verified && Weights.HasWholeHash;

    /// <summary>One sentence or two: what was found, where, and what to do.</summary>
    public override string ToString() => Status switch
    {
        WeightFileStatus.Absent => $"{Weights.Name}: there is no {Path}.",
        WeightFileStatus.Verified => $"{Weights.Name}: verified, {Expected}: {Path}",
        WeightFileStatus.Unverifiable => $"{Weights.Name}: there, but no hash is published to compare; it has {Found}: {Path}",
        _ => $"{Weights.Name}: {Path} is not the published file: expected {Expected}, found {Found}. Move it away and fetch it again.",
    };
}
