using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SkinSeg.Training;

/// <summary>Whose a checkpoint is: it is never continued by another training.</summary>
/// <param name="Identity">What the caller calls the training, for example an experiment's hash and fold.</param>
/// <param name="Procedure">Hash of the settings and of the images' ids and size.</param>
internal sealed record CheckpointOwner(string Identity, string Procedure)
{
    /// <summary>The owner of a training. Threads and batches made ahead change no result and are left out.</summary>
    public static CheckpointOwner Of(string identity, TrainingConfig config, TrainingData data)
    {
        string[] parts =
        [
            string.Create(CultureInfo.InvariantCulture, $"{config.Epochs} epochs of {config.BatchSize}, seed {config.Seed}, {config.Loss.Name}, {config.Acceleration}, {config.BatchOrder}"),
            JsonSerializer.Serialize(config.Optimizer),
            JsonSerializer.Serialize(config.Augmentation),
            $"{data.Preprocessing}, {data.Training.Size}",
            string.Join(' ', data.Training.Ids),
            string.Join(' ', data.Validation.Ids),
        ];
        return new(identity, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts)))));
    }

    /// <summary>How this one differs from the owner that is expected, as a clause.</summary>
    public string Against(CheckpointOwner expected) => Identity != expected.Identity
        ? $"it belongs to '{Identity}', expected '{expected.Identity}'"
        : "its settings or images are others";
}
