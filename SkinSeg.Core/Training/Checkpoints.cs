using SkinSeg.Primitives;

namespace SkinSeg.Training;

/// <summary>The checkpoints in one training's folder: the newest whole one is kept, and an older one only until a newer is complete.</summary>
internal sealed class Checkpoints(string folder, CheckpointOwner owner)
{
    private CheckpointName? newest;

    /// <summary>The newest whole checkpoint and what is wrong with others; null where there is none at all. Nothing is changed.</summary>
    /// <exception cref="InvalidDataException">One belongs to another training, or was written by a newer version of the kit.</exception>
    /// <exception cref="IOException">One cannot be read.</exception>
    public CheckpointInfo? Find()
    {
        var findings = new List<CheckpointFinding>();
        var found = new CheckpointInfo(0, 0, string.Empty, []);
        foreach (string path in Paths())
        {
            var (name, problem) = (CheckpointName.Parse(path)!.Value, ProblemOf(path));
            if (problem is not null)
            {
                findings.Add(new(path, problem));
            }
            else if (!found.IsWhole && !IsSetAside(path))
            {
                found = found with { Epoch = name.Epoch, Step = name.Step, Folder = path };
            }
        }

        return found.IsWhole || findings.Count > 0 ? found with { Findings = [.. findings] } : null;
    }

    /// <summary>Gives damaged checkpoints their other name, takes away what a killed process left half-written, and lets a session go on.</summary>
    public CheckpointInfo? Continue(TrainingSession session)
    {
        RemoveLeftovers();
        var info = Find();
        foreach (var finding in info?.Findings.Where(finding => !IsSetAside(finding.Folder)) ?? [])
        {
            SetAside(finding.Folder);
        }

        if (info is { IsWhole: true })
        {
            CheckpointFiles.Read(info.Folder, session);
            newest = NameOf(session);
        }

        return info;
    }

    /// <summary>Keeps a session as it stands now, and then deletes the older checkpoint. Does nothing where that is kept already.</summary>
    /// <param name="session">The training.</param>
    /// <param name="written">Told of each file.</param>
    /// <exception cref="IOException">It cannot be written; the older checkpoint is still there.</exception>
    /// <exception cref="TrainingDivergedException">A weight is NaN or infinite.</exception>
    public string Save(TrainingSession session, Action<string> written)
    {
        var name = NameOf(session);
        string path = Path.Combine(folder, name.ToString());
        if (newest != name)
        {
            session.CheckFinite();
            AtomicFolder.WriteDurably(path, temporary =>
            {
                CheckpointFiles.Write(temporary, session, written);
                CheckpointManifest.Write(temporary, name, owner);
                written("manifest.json");
            });
            newest = name;
            RemoveOthers(path);
        }

        return path;
    }

    private static CheckpointName NameOf(TrainingSession session) => new(session.State.Epochs.Count, session.State.Running.Step);

    private static bool IsSetAside(string path) => Path.GetFileName(path).StartsWith(CheckpointName.Damaged, StringComparison.Ordinal);

    // Newest first.
    private IEnumerable<string> Paths() => Directory.Exists(folder)
        ? Directory.GetDirectories(folder).Where(path => CheckpointName.Parse(path) is not null).OrderByDescending(path => CheckpointName.Parse(path)!.Value).ThenBy(path => path, StringComparer.Ordinal)
        : [];

    private string? ProblemOf(string path)
    {
        CheckpointManifest manifest;
        try
        {
            manifest = CheckpointManifest.Read(path);
        }
        catch (InvalidDataException e)
        {
            return e.Message;
        }

        if (IsSetAside(path) || (manifest.Owner == owner && manifest.Version <= CheckpointManifest.CurrentVersion))
        {
            return manifest.ProblemIn(path);
        }

        throw new InvalidDataException(manifest.Owner == owner
            ? $"{path} was written by a newer version of the kit. Update the kit, or train in another folder."
            : $"{path} is a checkpoint of another training: {manifest.Owner.Against(owner)}. Train in another folder, or move it away.");
    }

    // A name with a number behind it where an earlier one of that name was damaged too.
    private void SetAside(string path)
    {
        string target = Path.Combine(folder, CheckpointName.Damaged + Path.GetFileName(path));
        int number = 1;
        string free = target;
        while (Directory.Exists(free))
        {
            free = FormattableString.Invariant($"{target}-{++number}");
        }

        Directory.Move(path, free);
    }

    // First renamed: a folder of a checkpoint's name is never half deleted.
    private void RemoveOthers(string kept)
    {
        foreach (string path in Paths().Where(path => path != kept && !IsSetAside(path)).ToList())
        {
            string leaving = $"{path}.{Guid.NewGuid():N}.tmp";
            Directory.Move(path, leaving);
            Directory.Delete(leaving, recursive: true);
        }
    }

    private void RemoveLeftovers()
    {
        foreach (string path in Directory.Exists(folder) ? Directory.GetDirectories(folder, "checkpoint-*.tmp") : [])
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
