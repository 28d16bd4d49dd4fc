using System.Text.Json;
using System.Text.Json.Serialization;
using SkinSeg.Augmentation;
using SkinSeg.Primitives;

namespace SkinSeg.Training;

/// <summary>The batch at which a training diverged, with what is needed to make it again.</summary>
/// <param name="Epoch">The epoch, counted from 1.</param>
/// <param name="Step">The step in the epoch, counted from 1.</param>
/// <param name="Ids">The batch's images in their order.</param>
/// <param name="Seed">The training's seed.</param>
/// <param name="LearningRate">Learning rate of the step.</param>
[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
public sealed record DivergedBatch(int Epoch, int Step, ValueList<string> Ids, int Seed, double LearningRate)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The step's loss: NaN or infinite, or a number where the weights broke that the step left behind.</summary>
    public double Loss { get; init; } = double.NaN;

    /// <summary>Reads the file <c>diverged.json</c> of a training's folder.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static DivergedBatch Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<DivergedBatch>(File.ReadAllText(path)) is { Ids: not null } batch ? batch : throw new JsonException("a part is empty");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is not the batch of a training that diverged ({e.Message.TrimEnd('.')}). Train again; the same batch comes up.", e);
        }
    }

    /// <summary>How each image of the batch was varied, in the batch's order: <c>draw.Apply(images[draw.Id].Image)</c> is what the network saw.</summary>
    /// <param name="policy">The training's augmentation.</param>
    public ValueList<AugmentationDraw> Draws(AugmentationPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return [.. Ids.Select(id => policy.Draw(Seed, Epoch - 1, id))]; // the loader counts epochs from 0
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal void Write(string path) => AtomicFile.WriteDurably(path, stream => JsonSerializer.Serialize(stream, this, Indented));
}
