namespace SkinSeg.Data;

/// <summary>Writes and checks what the challenge takes: a zip with one mask per image, or five for Task 2.</summary>
/// <remarks>All cores are used. F#: <c>Submission.Check(ChallengeTask.LesionSegmentation, "masks.zip", "images").Passed</c>.</remarks>
public static class Submission
{
    /// <summary>Checks a submission against the images it is for; their sizes are read from their headers.</summary>
    /// <param name="task">The task it is for.</param>
    /// <param name="path">The zip, or a folder of what will go into it.</param>
    /// <param name="images">Folder of the images, named <c>ISIC_[7 digits].jpg</c>.</param>
    /// <param name="progress">Told after each mask.</param>
    /// <param name="cancellationToken">Checked before each mask.</param>
    /// <returns>An error for each thing that the challenge's own scorer refuses, a warning for each that it passes over.</returns>
    /// <exception cref="IOException">There is no such zip or folder.</exception>
    /// <exception cref="InvalidDataException">The zip is none, damaged, encrypted or made to do harm; the folder of images is not usable. The message says which.</exception>
    public static SubmissionReport Check(
        ChallengeTask task, string path, string images, IProgress<DataProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(images);
        var wanted = SubmissionImage.In(images);
        using var store = FileStore.Open(path, "masks");
        return new SubmissionCheck(task, store, wanted).Run(progress, cancellationToken);
    }

    /// <summary>Writes the zip of a submission, whole or not at all, then checks it. The same masks give the same bytes.</summary>
    /// <param name="config">Where the masks or maps are, and how maps become masks.</param>
    /// <param name="path">The zip; one that is there is replaced.</param>
    /// <param name="progress">Told after each mask.</param>
    /// <param name="cancellationToken">Checked before each mask.</param>
    /// <returns>What <see cref="Check"/> says of it.</returns>
    /// <exception cref="IOException">A folder is missing, or the zip cannot be written.</exception>
    /// <exception cref="InvalidDataException">A mask or map is missing, there twice, of another size or not readable; the message says which.</exception>
    public static SubmissionReport Write(
        SubmissionConfig config, string path, IProgress<DataProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentException.ThrowIfNullOrEmpty(path);
        SubmissionWriter.Write(config, path, progress, cancellationToken);
        return Check(config.Task, path, config.Images, progress: null, cancellationToken);
    }
}
