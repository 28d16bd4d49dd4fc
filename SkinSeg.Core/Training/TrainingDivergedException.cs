using System.Globalization;
using SkinSeg.Primitives;

namespace SkinSeg.Training;

/// <summary>A training stopped because its loss or its weights became NaN or infinite.</summary>
public sealed class TrainingDivergedException : NotFiniteNumberException
{
    internal TrainingDivergedException(DivergedBatch batch)
        : base(Describe(batch), batch.Loss) => Batch = batch;

    /// <summary>The batch, to make it again.</summary>
    public DivergedBatch Batch { get; }

    /// <summary>The epoch, counted from 1.</summary>
    public int Epoch => Batch.Epoch;

    /// <summary>The step in the epoch, counted from 1.</summary>
    public int Step => Batch.Step;

    /// <summary>The batch's images in their order.</summary>
    public ValueList<string> Ids => Batch.Ids;

    /// <summary>The training's seed.</summary>
    public int Seed => Batch.Seed;

    /// <summary>Learning rate of the step.</summary>
    public double LearningRate => Batch.LearningRate;

    private static string Describe(DivergedBatch batch)
    {
        string what = double.IsFinite(batch.Loss) ? "The weights became NaN or infinite" : $"The loss became {batch.Loss.ToString(CultureInfo.InvariantCulture)}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{what} in epoch {batch.Epoch}, step {batch.Step}, at the images {batch.Ids} (seed {batch.Seed}): lower the learning rate, now {batch.LearningRate:G3}.");
    }
}
