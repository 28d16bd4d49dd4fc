using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>What of a cache can be used, found without decoding an image.</summary>
/// <param name="File">The file, or null where there is none that can be read.</param>
/// <param name="Usable">Records whose pixels are those of the files as they are now.</param>
/// <param name="Skipped">Records to leave out because their files changed.</param>
/// <param name="Findings">What was wrong.</param>
internal sealed record CacheInspection(CacheFile? File, IReadOnlySet<int> Usable, IReadOnlySet<int> Skipped, ValueList<PreparationFinding> Findings) : IDisposable
{
    public void Dispose() => File?.Dispose();
}

/// <summary>Looks at the files of a cache folder: is the cache there, whole, and of the images as they are now?</summary>
internal sealed class CacheInspector(PreparationConfig config, CacheLayout layout, string folder)
{
    private readonly List<PreparationFinding> findings = [];

    /// <summary>The cache of the images as they are now.</summary>
    public string Target => Path.Combine(folder, $"{layout.Description.Stem}-{layout.Content}.pixels");

    /// <exception cref="InvalidDataException">The cache is damaged or an image has changed, and the configuration refuses that.</exception>
    public CacheInspection Inspect(CancellationToken cancellationToken)
    {
        findings.Clear();
        if ((TryOpen(Target) ?? Earlier()) is not { } file)
        {
            return new(null, new HashSet<int>(), new HashSet<int>(), [.. findings]);
        }

        try
        {
            var changed = Changed(file);
            int[] candidates = [.. Enumerable.Range(0, file.Rows.Count).Where(i => file.Rows[i].Status == CacheStatus.Done && !changed.Contains(i))];
            var altered = file.Altered(candidates, config.Workers, cancellationToken);
            foreach (int record in altered.Order())
            {
                Damaged(layout.Images[record].Id, $"{file.Path}: the pixels of {layout.Images[record].Id} were altered after they were cached.");
            }

            var skipped = config.OnChangedImage == OnChangedImage.Skip ? changed : new HashSet<int>();
            return new(file, candidates.Where(i => !altered.Contains(i)).ToHashSet(), skipped, [.. findings]);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    // A cache of the same images in an earlier state; that of another folder says nothing about changes in this one.
    private CacheFile? Earlier()
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        foreach (string path in Directory.EnumerateFiles(folder, $"{layout.Description.Stem}-*.pixels").Where(path => path != Target).Order(StringComparer.Ordinal))
        {
            if (TryOpen(path) is { } file)
            {
                if (file.Description.Folder == layout.Description.Folder)
                {
                    return file;
                }

                file.Dispose();
            }
        }

        return null;
    }

    private CacheFile? TryOpen(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return CacheFile.Open(path, layout);
        }
        catch (InvalidDataException e)
        {
            Damaged(string.Empty, e.Message);
            return null;
        }
        catch (FileNotFoundException)
        {
            return null; // another process replaced it meanwhile
        }
    }

    private void Damaged(string id, string message)
    {
        if (config.OnDamagedCache == OnDamagedCache.Refuse)
        {
            throw new InvalidDataException($"{message} Delete it, or choose OnDamagedCache.Rebuild; it will be made again from the images.");
        }

        findings.Add(new(id, PreparationAction.Rebuilt, message));
    }

    private HashSet<int> Changed(CacheFile file)
    {
        var changed = new HashSet<int>();
        for (int i = 0; i < file.Rows.Count; i++)
        {
            if (file.Rows[i].Status == CacheStatus.Missing || file.Rows[i].Stamps.Equals(layout.Stamps[i]))
            {
                continue;
            }

            changed.Add(i);
            var (path, now, before) = layout.PathsOf(i).Zip(layout.Stamps[i], file.Rows[i].Stamps).First(files => files.Second != files.Third);
            string message = $"{path} has changed since it was cached: now {now}, then {before}.";
            findings.Add(config.OnChangedImage switch
            {
                OnChangedImage.Rebuild => new(layout.Images[i].Id, PreparationAction.Rebuilt, message),
                OnChangedImage.Skip => new(layout.Images[i].Id, PreparationAction.Skipped, message),
                _ => throw new InvalidDataException($"{message} Put the old file back, or choose OnChangedImage.Rebuild or Skip."),
            });
        }

        return changed;
    }
}
