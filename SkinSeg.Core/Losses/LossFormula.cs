using System.Globalization;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using static TorchSharp.torch;

namespace SkinSeg.Losses;

/// <summary>What <c>+</c> and <c>*</c> made of other losses: the name says how, so that the loss can be made again from the name.</summary>
/// <param name="Name">For example <c>bce+0.5*(jaccard+mine@2)</c>.</param>
/// <param name="Evaluate">The loss that was made.</param>
/// <param name="Leaves">The losses with a name of their own in it, in its order.</param>
internal sealed record LossFormula(string Name, Func<Tensor, Tensor, Tensor> Evaluate, ValueList<Loss> Leaves)
{
    /// <summary>Longer names are of no formula that anybody wrote; the bound keeps brackets within brackets from filling the stack.</summary>
    private const int LongestName = 1000;

    /// <summary>Letters that a loss with a name of its own may not have in it.</summary>
    public static string Letters => "+*()";

    /// <summary>A sum. Brackets tell a+(b+c) from a+b+c, whose last digits differ.</summary>
    public static Loss Sum(Loss left, Loss right) => Of(
        $"{Written(left)}+{(IsSum(Written(right)) ? $"({Written(right)})" : Written(right))}",
        (logits, target) => WrappedTensorDisposeScope(() => left.Evaluate(logits, target).Plus(right.Evaluate(logits, target))),
        [.. LeavesOf(left), .. LeavesOf(right)]);

    /// <summary>A multiple.</summary>
    public static Loss Product(double weight, Loss loss) => Of(
        $"{Text(weight)}*{(IsSum(Written(loss)) ? $"({Written(loss)})" : Written(loss))}",
        (logits, target) => WrappedTensorDisposeScope(() => loss.Evaluate(logits, target).Times(weight)),
        LeavesOf(loss));

    /// <summary>The loss of a formula; null where the name is none.</summary>
    /// <param name="name">The formula.</param>
    /// <param name="find">The loss of a name in it; null where there is none.</param>
    public static Loss? Parse(string name, Func<string, Loss?> find) => name.Length <= LongestName ? ParseSum(name, find) : null;

    private static Loss Of(string name, Func<Tensor, Tensor, Tensor> evaluate, ValueList<Loss> leaves) =>
        new(name, evaluate) { Formula = new(name, evaluate, leaves) };

    private static ValueList<Loss> LeavesOf(Loss loss) => loss.IsFormula ? loss.Formula!.Leaves : [loss];

    private static string Written(Loss loss) => loss.Version == 1 ? loss.Name : string.Create(CultureInfo.InvariantCulture, $"{loss.Name}@{loss.Version}");

    // Without the + of an exponent, which would look like a sum.
    private static string Text(double weight) => weight.ToString(CultureInfo.InvariantCulture).Replace("E+", "E", StringComparison.Ordinal);

    private static bool IsSum(string name) => LastOutside(name, '+') >= 0;

    // a+b+c is (a+b)+c: the last plus outside of brackets splits.
    private static Loss? ParseSum(string name, Func<string, Loss?> find)
    {
        int plus = LastOutside(name, '+');
        return plus < 0
            ? ParseProduct(name, find)
            : ParseSum(name[..plus], find) is { } left && ParseProduct(name[(plus + 1)..], find) is { } right ? left + right : null;
    }

    private static Loss? ParseProduct(string name, Func<string, Loss?> find)
    {
        if (name.StartsWith('(') && name.EndsWith(')'))
        {
            return ParseSum(name[1..^1], find);
        }

        int star = name.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? find(name)
            : double.TryParse(name[..star], NumberStyles.Float, CultureInfo.InvariantCulture, out double weight) && ParseProduct(name[(star + 1)..], find) is { } loss
                ? weight * loss
                : null;
    }

    private static int LastOutside(string name, char letter)
    {
        int depth = 0;
        for (int i = name.Length - 1; i >= 0; i--)
        {
            depth += name[i] switch { ')' => 1, '(' => -1, _ => 0 };
            if (depth == 0 && name[i] == letter)
            {
                return i;
            }
        }

        return -1;
    }
}
