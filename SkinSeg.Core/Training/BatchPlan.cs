using SkinSeg.Data;
using SkinSeg.Primitives;

namespace SkinSeg.Training;

/// <summary>Which images come in which batch of an epoch; it depends on (seed, epoch) and on which images are positive, and on nothing else.</summary>
internal sealed class BatchPlan
{
    private readonly TrainingConfig config;
    private readonly int[] positives;
    private readonly int[] others;
    private readonly int[] negatives; // empty where no epoch leaves any out
    private readonly int leftOut;

    /// <summary>A plan for images of which some are positive.</summary>
    /// <exception cref="ArgumentException">Stratified batches are asked for, of one image, or without a positive image, or epochs are to be balanced without one.</exception>
    public BatchPlan(TrainingConfig config, IReadOnlyList<bool> isPositive)
    {
        this.config = config;
        bool stratified = config.BatchOrder == BatchOrder.Stratified;
        positives = [.. Enumerable.Range(0, isPositive.Count).Where(i => stratified && isPositive[i])];
        others = [.. Enumerable.Range(0, isPositive.Count).Where(i => !(stratified && isPositive[i]))];
        negatives = [.. others.Where(i => config.BalanceEachEpoch && !isPositive[i])];
        leftOut = Math.Max(0, negatives.Length - (isPositive.Count - negatives.Length));
        int needed = positives.Length;
        if (stratified && (needed == 0 || config.BatchSize < 2))
        {
            throw new ArgumentException(
                $"Expected images whose masks have a pixel set and batches of at least 2 to share them out, got {needed} such images and batches of {config.BatchSize}. Use BatchOrder.Shuffled, or give other images.",
                nameof(config));
        }

        if (leftOut > 0 && negatives.Length == isPositive.Count)
        {
            throw new ArgumentException($"Expected images whose masks have a pixel set to balance each epoch by, got none of {isPositive.Count}. Give other images.", nameof(isPositive));
        }

        int otherCount = others.Length - leftOut;
        // n batches with one positive image each leave n·(size − 1) places for the others.
        Positives = stratified ? Math.Max(needed, (otherCount + config.BatchSize - 2) / (config.BatchSize - 1)) : 0;
        Steps = (otherCount + Positives + config.BatchSize - 1) / config.BatchSize;
    }

    /// <summary>Plan of a training set.</summary>
    public static BatchPlan Of(TrainingConfig config, PreparedImages images) =>
        new(config, [.. Enumerable.Range(0, images.Count).Select(i => (config.BatchOrder == BatchOrder.Stratified || config.BalanceEachEpoch) && images.IsPositive(i))]);

    /// <summary>Batches in every epoch.</summary>
    public int Steps { get; }

    /// <summary>Positive images in every epoch, with repetitions; 0 where nobody asks.</summary>
    private int Positives { get; }

    /// <summary>The batches of one epoch, as places of images in the training set; epochs count from 0.</summary>
    public IReadOnlyList<int[]> Epoch(int epoch)
    {
        int[] rest = Shuffling.Shuffle(Others(epoch), config.Seed, epoch, "order");
        if (Positives == 0)
        {
            return [.. rest.Chunk(config.BatchSize)];
        }

        int[] chosen = Shuffling.Shuffle(positives, config.Seed, epoch, "positives");
        var batches = Deal(chosen, rest.Length);
        int next = 0;
        foreach (var (batch, size) in batches)
        {
            while (batch.Count < size)
            {
                batch.Add(rest[next++]);
            }
        }

        return [.. batches.Select(item => Shuffling.Shuffle(item.Batch, config.Seed, epoch, $"batch of {item.Batch[0]}"))];
    }

    private IEnumerable<int> Others(int epoch) =>
        leftOut == 0 ? others : others.Except(Shuffling.Shuffle(negatives, config.Seed, epoch, "left out").Take(leftOut));

    // Positive images one by one to each batch in turn, as a hand of cards, until all are dealt; full batches are passed over.
    private List<(List<int> Batch, int Size)> Deal(int[] chosen, int otherCount)
    {
        int total = otherCount + Positives;
        var batches = Enumerable.Range(0, Steps).Select(i => (Batch: new List<int>(), Size: Math.Min(config.BatchSize, total - (i * config.BatchSize)))).ToList();
        for (int dealt = 0, at = 0; dealt < Positives; at = (at + 1) % Steps)
        {
            if (batches[at].Batch.Count < batches[at].Size)
            {
                batches[at].Batch.Add(chosen[dealt++ % chosen.Length]);
            }
        }

        return batches;
    }
}
