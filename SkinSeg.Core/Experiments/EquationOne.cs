using SkinSeg.Losses;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SkinSeg.Experiments;

/// <summary>What a loss asks for: its value where a map is right or wrong, and where minimising it leads. Made for Eq. 1, as printed and corrected.</summary>
/// <remarks>The image has 16×16 pixels, and a lesion that covers a fifth of it, as those of ISIC 2018 do on average (facts.md §4.4).</remarks>
public static class EquationOne
{
    private const int Side = 16;
    private const int LesionHeight = 6;
    private const int LesionWidth = 9;

    // Keras clips probabilities to 1e-7 (facts.md §6.3 #11): a logit of ±16.
    private const double Certain = 16.118;

    /// <summary>The losses to compare: as printed, and corrected.</summary>
    public static ValueList<Loss> Losses { get; } = [Loss.JaccardCrossEntropyAsPrinted, Loss.JaccardCrossEntropy];

    /// <summary>Share of the image that is lesion.</summary>
    public static double LesionShare => (double)LesionHeight * LesionWidth / (Side * Side);

    /// <summary>The loss of every pair of probabilities inside and outside of the lesion, both from 0 to 1 in equal steps; outside runs first.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="steps">Values of each probability, at least 2.</param>
    public static ValueList<LossPoint> Landscape(Loss loss, int steps = 11)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        NativeLibraries.EnsureTorch();
        using var scope = NewDisposeScope();
        var target = Target(); // 1×1×16×16
        double[] probabilities = [.. Enumerable.Range(0, steps).Select(i => (double)i / (steps - 1))];
        return [.. from inside in probabilities from outside in probabilities select new LossPoint(inside, outside, Value(loss, target, inside, outside))];
    }

    /// <summary>The loss of one map.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="inside">Probability on the lesion, in [0, 1].</param>
    /// <param name="outside">Probability on the skin, in [0, 1].</param>
    public static double At(Loss loss, double inside, double outside)
    {
        ArgumentNullException.ThrowIfNull(loss);
        NativeLibraries.EnsureTorch();
        using var scope = NewDisposeScope();
        return Value(loss, Target(), inside, outside);
    }

    /// <summary>Minimises a loss by the paper's optimizer, pixel by pixel and without a network: what a network that can draw anything would learn.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="steps">Updates; the rate is 0.1, so that tens of them suffice.</param>
    public static LossCourse Descend(Loss loss, int steps = 100)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        NativeLibraries.EnsureTorch();
        using var scope = NewDisposeScope();
        var target = Target();                                         // 1×1×16×16
        // A guess that is right everywhere, with 73 %, so that nothing but the loss leads away from the truth.
        var logits = new Parameter(target.Times(2).Plus(-1));          // 1×1×16×16
        using var optimizer = new AdamOptimizer(new() { LearningRate = 0.1, Decay = 0 }, steps, [logits]);
        var course = new List<LossStep>();
        for (int step = 0; step <= steps; step++)
        {
            using var inner = NewDisposeScope();
            optimizer.ZeroGradients();
            var value = loss.Evaluate(logits, target);
            course.Add(new(step, value.item<double>(), JaccardOf(logits, target)));
            value.backward();
            optimizer.Step();
        }

        return new(loss.Name, [.. course]);
    }

    private static Tensor Target()
    {
        const int Top = 5;
        const int Left = 3;
        double[] mask = [.. from row in Enumerable.Range(0, Side) from column in Enumerable.Range(0, Side) select IsIn(row - Top, LesionHeight) && IsIn(column - Left, LesionWidth) ? 1.0 : 0.0];
        return tensor(mask, [1, 1, Side, Side]);                       // 1×1×16×16

        static bool IsIn(int offset, int length) => offset >= 0 && offset < length;
    }

    private static double Value(Loss loss, Tensor target, double inside, double outside)
    {
        using var scope = NewDisposeScope();
        var logits = target.Times(Logit(inside) - Logit(outside)).Plus(Logit(outside)); // 1×1×16×16
        return loss.Evaluate(logits, target).item<double>();
    }

    private static double JaccardOf(Tensor logits, Tensor target)
    {
        var mask = logits.sigmoid().round();                        // 1×1×16×16
        double both = mask.mul(target).sum().item<double>();
        double either = mask.sum().item<double>() + target.sum().item<double>() - both;
        return either == 0 ? 1 : both / either;
    }

    private static double Logit(double probability) => Math.Clamp(Math.Log(probability / (1 - probability)), -Certain, Certain);
}
