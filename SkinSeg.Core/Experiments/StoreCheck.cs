using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>A stored stage that is not as it was written.</summary>
/// <param name="Folder">The stage's folder.</param>
/// <param name="What">What is wrong, in one sentence.</param>
public sealed record StoreDamage(string Folder, string What);

/// <summary>What a look at every file of a store found.</summary>
/// <param name="Stages">Stages that are whole.</param>
/// <param name="Damages">Stages that are not.</param>
/// <param name="Gaps">Whole stages whose inputs are not here: a part of a store, which is good for all that does not need them.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record StoreReport(ValueList<StoredStage> Stages, ValueList<StoreDamage> Damages, ValueList<string> Gaps) : ISelfDisplay
{
    /// <summary>Whether nothing is damaged.</summary>
    public bool IsWhole => Damages.Count == 0;

    /// <inheritdoc/>
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => ToTable().ToMarkdown();

    /// <summary>One line per kind of stage, then what is wrong.</summary>
    public override string ToString() => string.Join(
        '\n',
        Damages.Select(damage => $"damaged: {damage.What}").Concat(Gaps.Select(gap => $"gap: {gap}")).Prepend(ToTable().ToString()));

    private Table ToTable() => Table.Of(
        string.Create(CultureInfo.InvariantCulture, $"{Stages.Count} whole stages, {Damages.Count} damaged"),
        ["kind", "stages", "MB"],
        Stages.GroupBy(stage => stage.Stage.Kind).Select(kind => new[]
        {
            kind.Key.ToString().ToLowerInvariant(), kind.Count().ToString(CultureInfo.InvariantCulture), (kind.Sum(stage => stage.Bytes) / 1e6).ToString("F1", CultureInfo.InvariantCulture),
        }));
}

/// <summary>Looks at every file of a store; moves what is damaged out of the way if asked to, and never deletes.</summary>
public static class StoreCheck
{
    /// <summary>Compares every file with the hash that was taken when it was written.</summary>
    /// <param name="store">The store.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Stops between two stages.</param>
    /// <exception cref="InvalidDataException">The store is of a newer version.</exception>
    public static StoreReport Verify(this RunStore store, IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        StoreVersion.CheckStore(store.Folder);
        string[] folders = [.. store.Folders()];
        var found = OrderedParallel.Map(folders, Look, Share.Of(progress, folders.Length), cancellationToken);
        StoredStage[] whole = [.. found.Select(look => look.Stage).OfType<StoredStage>()];
        var ids = whole.Select(stage => stage.Stage.Id).ToHashSet(StringComparer.Ordinal);
        var gaps = from stage in whole
                   from input in stage.Stage.Inputs
                   where !ids.Contains(input)
                   select $"{stage.Stage} was made from {input}, which is not here.";
        return new([.. whole], [.. found.Select(look => look.Damage).OfType<StoreDamage>()], [.. gaps]);
    }

    /// <summary>Verifies, and moves damaged stages to <c>FOLDER/set-aside</c>: they are then computed again, and their files can still be looked at.</summary>
    /// <inheritdoc cref="Verify"/>
    public static StoreReport SetAside(this RunStore store, IProgress<WorkProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        var report = store.Verify(progress, cancellationToken);
        foreach (var damage in report.Damages.Where(damage => !StageManifest.IsNewer(damage.Folder)))
        {
            string target = Path.Combine(store.Folder, "set-aside", $"{Path.GetFileName(damage.Folder)}-{Guid.NewGuid():N}"[..^24]);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            Directory.Move(damage.Folder, target);
        }

        return report;
    }

    private static (StoredStage? Stage, StoreDamage? Damage) Look(string folder)
    {
        try
        {
            var manifest = StageManifest.Read(folder);
            return manifest.FindDamage(folder) is { } damage ? (null, new(folder, damage)) : (StoredStage.Of(manifest, folder), null);
        }
        catch (InvalidDataException e)
        {
            return (null, new(folder, e.Message));
        }
    }

    private sealed class Share(IProgress<WorkProgress> progress, int count) : IProgress<int>
    {
        public static Share? Of(IProgress<WorkProgress>? progress, int count) => progress is null ? null : new(progress, count);

        public void Report(int value) => progress.Report(new((double)value / Math.Max(count, 1), string.Create(CultureInfo.InvariantCulture, $"{value} of {count} stages")));
    }
}
