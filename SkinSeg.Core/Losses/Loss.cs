using SkinSeg.Tensors;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Losses;

/// <summary>A named training loss: logits N×1×H×W and target N×1×H×W in {0, 1} → a scalar to minimise.</summary>
/// <remarks>Losses add and scale: <c>Loss.CrossEntropy + 0.5 * Loss.Jaccard</c>. One's own: <c>new Loss("mine", (logits, target) => …)</c>.</remarks>
/// <param name="Name">How the loss is called in records and tables. Stored trainings are found again by it: another function needs another name.</param>
/// <param name="Evaluate">The loss itself; it returns a new scalar tensor and leaves its arguments as they are.</param>
public sealed record Loss(string Name, Func<Tensor, Tensor, Tensor> Evaluate)
{
    /// <summary>Counted up when the function changes under the same name, so that results of the old one are not taken for the new one's; from 1.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What it was made of by <c>+</c> and <c>*</c>; null for a loss of its own.</summary>
    internal LossFormula? Formula { get; init; }

    /// <summary>Whether its name still says what it was made of: neither name nor function was changed since.</summary>
    internal bool IsFormula => Formula is { } formula && formula.Name == Name && formula.Evaluate == Evaluate && Version == 1;

    /// <summary>Eq. 1: soft Jaccard with α = β = 1 over the whole batch, plus binary cross-entropy; signs corrected (facts.md §6.1 #1, #2).</summary>
    public static Loss JaccardCrossEntropy { get; } = (OverlapLosses.Jaccard(new()) + PixelCrossEntropy()) with { Name = "eq1" };

    /// <summary>Eq. 1 with the Jaccard part per image, then averaged: the other reading of its sums (facts.md §6.3 #6).</summary>
    public static Loss JaccardCrossEntropyPerImage { get; } =
        (OverlapLosses.Jaccard(new() { Sums = SumsOver.Image }) + PixelCrossEntropy()) with { Name = "eq1-per-image" };

    /// <summary>Eq. 1 letter for letter, with its two wrong signs: minimising it does not train a network. For the errata only.</summary>
    public static Loss JaccardCrossEntropyAsPrinted { get; } =
        (OverlapLosses.Jaccard(new() { IntersectionSign = 1 }) + (-1 * PixelCrossEntropy())) with { Name = "eq1-as-printed" };

    /// <summary>Eq. 3, for attributes: squared sums, α = 0, β = 1, over the whole batch.</summary>
    /// <remarks>With sums over the batch, images without the attribute count in the denominator (facts.md §6.3 #7).</remarks>
    public static Loss SquaredJaccard { get; } = OverlapLosses.Jaccard(new() { Alpha = 0, Squared = true }) with { Name = "eq3" };

    /// <summary>Eq. 3 per image, then averaged: an image without the attribute then has loss 1 and gradient 0.</summary>
    public static Loss SquaredJaccardPerImage { get; } =
        OverlapLosses.Jaccard(new() { Alpha = 0, Squared = true, Sums = SumsOver.Image }) with { Name = "eq3-per-image" };

    /// <summary>The Jaccard part of Eq. 1 alone.</summary>
    public static Loss Jaccard { get; } = OverlapLosses.Jaccard(new());

    /// <summary>Binary cross-entropy, the mean over all pixels of the batch (facts.md §6.3 #9).</summary>
    public static Loss CrossEntropy { get; } = PixelCrossEntropy();

    /// <summary>The losses with a name, for commands and records.</summary>
    public static IReadOnlyList<Loss> All { get; } =
    [
        JaccardCrossEntropy, JaccardCrossEntropyPerImage, JaccardCrossEntropyAsPrinted, SquaredJaccard, SquaredJaccardPerImage, Jaccard, CrossEntropy,
    ];

    /// <summary>The sum of two losses.</summary>
    public static Loss operator +(Loss left, Loss right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return LossFormula.Sum(left, right);
    }

    /// <summary>A loss times a number.</summary>
    public static Loss operator *(double weight, Loss loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        return LossFormula.Product(weight, loss);
    }

    /// <summary>The loss of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public static Loss Find(string name) =>
        All.FirstOrDefault(loss => string.Equals(loss.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no loss '{name}'; choose one of {string.Join(", ", All.Select(loss => loss.Name))}.", nameof(name));

    /// <summary>Losses are equal by name, version and function; sums and multiples by what they were made of, since each has a function of its own.</summary>
    public bool Equals(Loss? other) => other is not null && Name == other.Name && Version == other.Version
        && (IsFormula && other.IsFormula ? Formula!.Leaves.Equals(other.Formula!.Leaves) : Evaluate == other.Evaluate);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Version);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    // From logits: the sigmoid and the logarithm together never overflow, which is what Keras clips probabilities for (facts.md §6.3 #11).
    private static Loss PixelCrossEntropy() => new("bce", static (logits, target) =>
    {
        Require.SameShape(logits, target);
        return functional.binary_cross_entropy_with_logits(logits, target);
    });
}
