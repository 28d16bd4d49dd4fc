using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Opens the cache of a data set, and builds or mends it where that is needed; one process at a time, while others wait and then read.</summary>
internal sealed class ImageCache
{
    private readonly PreparationConfig config;
    private readonly CacheLayout layout;
    private readonly CacheInspector inspector;
    private readonly string folder;

    public ImageCache(PreparationConfig config, DermoscopyDataset dataset, string folder)
    {
        this.config = config;
        this.folder = folder;
        layout = CacheLayout.Of(config, dataset);
        inspector = new(config, layout, folder);
    }

    /// <summary>Whether the cache's file is there; it is not looked at.</summary>
    public bool Exists => File.Exists(inspector.Target);

    /// <inheritdoc cref="PreparedImages.Open"/>
    public PreparedImages Open(IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        var found = inspector.Inspect(cancellationToken);
        if (TryUse(found) is { } ready)
        {
            return ready;
        }

        found.Dispose();
        using var turn = CacheLock.Take(Path.Combine(folder, $"{layout.Description.Stem}.lock"), cancellationToken);
        found = inspector.Inspect(cancellationToken); // another process may have built it meanwhile
        if (TryUse(found) is { } built)
        {
            return built;
        }

        using (found)
        {
            var bad = Build(found, progress, cancellationToken);
            var file = CacheFile.Open(inspector.Target, layout);
            RemoveEarlier(found.File?.Path);
            return View(file, new(found.Findings.Concat(bad)), found.Skipped);
        }
    }

    // All images are there, or are bad still: those are looked at again, for the file may have been mended, and the reason is wanted.
    private PreparedImages? TryUse(CacheInspection found)
    {
        if (found.File is not { } file)
        {
            return null;
        }

        try
        {
            var findings = new List<PreparationFinding>(found.Findings);
            foreach (int i in Enumerable.Range(0, file.Rows.Count).Where(i => !found.Usable.Contains(i) && !found.Skipped.Contains(i)))
            {
                bool wasBad = file.Rows[i].Status == CacheStatus.Bad && file.Rows[i].Stamps.Equals(layout.Stamps[i]);
                if (!wasBad || Prepare(i).Finding is not { } finding)
                {
                    return null;
                }

                findings.Add(finding);
            }

            return View(file, new(findings), found.Skipped);
        }
        catch
        {
            found.Dispose();
            throw;
        }
    }

    private PreparedImages View(CacheFile file, ValueList<PreparationFinding> findings, IReadOnlySet<int> skipped)
    {
        var records = Enumerable.Range(0, layout.Images.Count).Where(i => file.Rows[i].Status == CacheStatus.Done && !skipped.Contains(i));
        return new(file, 0, records.Select(i => (layout.Images[i].Id, i)), findings);
    }

    private IEnumerable<PreparationFinding> Build(CacheInspection found, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        using var builder = CacheBuilder.Resume(inspector.Target, Path.Combine(folder, $"{layout.Description.Stem}.part"), layout, cancellationToken);
        int total = layout.Images.Count;
        foreach (int record in found.Usable.Where(record => !builder.Has(record)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            builder.Write(record, found.File!.ReadRecord(record), found.File.Rows[record]);
        }

        found.Dispose(); // copied: some systems rename no file onto one that is mapped
        int[] missing = [.. Enumerable.Range(0, total).Where(record => !builder.Has(record) && !found.Skipped.Contains(record))];
        var counted = progress is null ? null : new Offset(progress, total - missing.Length, total);
        var findings = OrderedParallel.Map(missing, record => Add(builder, record), counted, cancellationToken, config.Workers);
        builder.Seal();
        return findings.OfType<PreparationFinding>();
    }

    private PreparationFinding? Add(CacheBuilder builder, int record)
    {
        var (sample, finding) = Prepare(record);
        if (sample is null)
        {
            builder.WriteBad(record);
            return finding;
        }

        var (pixels, row) = layout.Record(record, sample);
        builder.Write(record, pixels, row);
        return null;
    }

    private (PreparedSample? Sample, PreparationFinding? Finding) Prepare(int record)
    {
        var files = layout.Images[record];
        try
        {
            return (PreparedSample.Of(config, files, layout.PathsOf(record).Skip(1)), null);
        }
        catch (Exception e) when (config.OnBadImage == OnBadImage.Skip && PreparedSample.IsBadImage(e))
        {
            return (null, new(files.Id, PreparationAction.Skipped, e.Message));
        }
    }

    // It holds pixels of files that are no more. Where another process reads it and the system minds, it stays: it harms nobody.
    private void RemoveEarlier(string? path)
    {
        if (path is null || path == inspector.Target)
        {
            return;
        }

        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // See above.
        }
    }

    private sealed class Offset(IProgress<DataProgress> target, int done, int total) : IProgress<int>
    {
        public void Report(int value) => target.Report(new(done + value, total));
    }
}
