using SkinSeg.Primitives;
using static TorchSharp.torch;

namespace SkinSeg.Training;

/// <summary>A training that survives being stopped at any moment: calling <see cref="Fit"/> again goes on from the last checkpoint.</summary>
/// <remarks>
/// On a processor, with the same number of threads, weights and reports come out the same to the last bit, however often it was stopped. The folder holds one
/// whole checkpoint (after each epoch, and within one at most every <see cref="CheckpointInterval"/>), the journal <c>epochs.jsonl</c>,
/// <c>tensorboard</c> and, where the loss became NaN, <c>diverged.json</c>. It belongs to one process at a time. Once the results are stored
/// elsewhere, it may be deleted. C#: <c>new ResumableTraining(config, data, folder).Fit(network)</c>; F#: the same without <c>new</c>.
/// </remarks>
/// <param name="Config">Epochs, batch size, loss, optimizer, augmentation, seed.</param>
/// <param name="Data">Training and validation images.</param>
/// <param name="Folder">The training's own folder; made if needed.</param>
public sealed record ResumableTraining(TrainingConfig Config, TrainingData Data, string Folder)
{
    /// <summary>A copy to vary, which F# needs in place of <c>with</c>.</summary>
    public ResumableTraining(ResumableTraining original)
    {
        ArgumentNullException.ThrowIfNull(original);
        (Config, Data, Folder) = original;
        Identity = original.Identity;
        CheckpointInterval = original.CheckpointInterval;
        Clock = original.Clock;
        FileWritten = original.FileWritten;
    }

    /// <summary>
    /// What else the training depends on, for example an experiment's hash, the fold and the weights it starts from: with another identity, as with other
    /// settings or images, a checkpoint is refused.
    /// </summary>
    public string Identity { get; init; } = string.Empty;

    /// <summary>Time after which a checkpoint is made within an epoch: 10 minutes. At the end of an epoch there is one always.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The clock, for intervals and for the journal.</summary>
    internal TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Told of each file of a checkpoint while it is made.</summary>
    internal Action<string> FileWritten { get; init; } = static _ => { };

    /// <summary>Where the training would go on, and which checkpoints are damaged; null where there is no checkpoint. Nothing is changed.</summary>
    /// <exception cref="InvalidDataException">The folder holds a checkpoint of another training, or of a newer version of the kit.</exception>
    public CheckpointInfo? Find() => CheckpointsOf().Find();

    /// <summary>Trains from the last whole checkpoint, or from the start, to the end.</summary>
    /// <param name="network">A network with the weights that the training starts from; afterwards it holds those of its best epoch and is in evaluation mode.</param>
    /// <param name="progress">Told of each epoch when it ends; at once of those that a checkpoint brings.</param>
    /// <param name="cancellationToken">Stops after a batch and makes a checkpoint.</param>
    /// <returns>One report per epoch.</returns>
    /// <exception cref="ArgumentException">There is no epoch, no image in a batch, or no image to train or validate on.</exception>
    /// <exception cref="InvalidDataException">The folder holds a checkpoint of another training, network, or newer version of the kit.</exception>
    /// <exception cref="IOException">The folder cannot be written; the last checkpoint is still there.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the message says how to go on.</exception>
    /// <exception cref="TrainingDivergedException">The loss or a weight became NaN or infinite; <c>diverged.json</c> holds the batch (<see cref="DivergedBatch.Read"/>).</exception>
    /// <exception cref="NotFiniteNumberException">No epoch had a finite validation loss.</exception>
    public ValueList<EpochReport> Fit(
        nn.Module<Tensor, Tensor> network, IProgress<EpochReport>? progress = null, CancellationToken cancellationToken = default)
    {
        using var session = new TrainingSession(Config, network, Data, Clock);
        OutputFolder.Check(Folder);
        var checkpoints = CheckpointsOf();
        checkpoints.Continue(session);
        EpochJournal.Begin(Folder, session.State.Epochs, Clock.GetUtcNow());
        foreach (var epoch in session.State.Epochs)
        {
            progress?.Report(epoch);
        }

        try
        {
            return session.Run(Watch(session, checkpoints, progress), cancellationToken);
        }
        catch (OperationCanceledException e) when (cancellationToken.IsCancellationRequested)
        {
            string saved = checkpoints.Save(session, FileWritten);
            throw new OperationCanceledException($"{Stopped(session)}; it is kept in {saved}. Make the same call again to go on.", e, cancellationToken);
        }
        catch (TrainingDivergedException e)
        {
            Keep(e.Batch);
            throw;
        }
    }

    private TrainingWatch Watch(TrainingSession session, Checkpoints checkpoints, IProgress<EpochReport>? progress)
    {
        long saved = Clock.GetTimestamp(); // monotonic: the time of day may jump
        void Save()
        {
            checkpoints.Save(session, FileWritten);
            saved = Clock.GetTimestamp();
        }

        void StepEnded()
        {
            if (Clock.GetElapsedTime(saved) >= CheckpointInterval)
            {
                Save();
            }
        }

        void EpochEnded(EpochReport report)
        {
            EpochJournal.Add(Folder, report);
            Save();
            progress?.Report(report);
        }

        return new(StepEnded, EpochEnded);
    }

    private Checkpoints CheckpointsOf()
    {
        ArgumentNullException.ThrowIfNull(Config);
        ArgumentNullException.ThrowIfNull(Data);
        ArgumentException.ThrowIfNullOrEmpty(Folder);
        return new(Path.GetFullPath(Folder), CheckpointOwner.Of(Identity, Config, Data));
    }

    private string Stopped(TrainingSession session) =>
        FormattableString.Invariant($"The training stopped {CheckpointName.Describe(session.State.Epochs.Count, session.State.Running.Step)}, of {Config.Epochs} epochs");

    // That the training diverged is worth more than that the batch could not be kept: the exception holds it too.
    private void Keep(DivergedBatch batch)
    {
        try
        {
            batch.Write(Path.Combine(Folder, "diverged.json"));
        }
        catch (IOException)
        {
        }
    }
}
