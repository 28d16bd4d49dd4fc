namespace SkinSeg.Data;

/// <summary>Makes findings with paths relative to the folder that is verified.</summary>
internal sealed class FindingWriter(string folder, Partition partition)
{
    public VerificationFinding Error(FindingKind kind, string path, string detail) => Of(FindingSeverity.Error, kind, path, detail);

    public VerificationFinding Warning(FindingKind kind, string path, string detail) => Of(FindingSeverity.Warning, kind, path, detail);

    public VerificationFinding Note(FindingKind kind, string path, string detail) => Of(FindingSeverity.Note, kind, path, detail);

    private VerificationFinding Of(FindingSeverity severity, FindingKind kind, string path, string detail) =>
        new(severity, kind, partition, Path.GetRelativePath(folder, path), detail);
}
