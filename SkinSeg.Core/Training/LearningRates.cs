namespace SkinSeg.Training;

/// <summary>Learning rates as functions of the number of steps already taken, counted from 0.</summary>
public static class LearningRates
{
    /// <summary>The same at every step.</summary>
    public static Func<int, double> Constant(double rate) => _ => rate;

    /// <summary>Keras' <c>decay</c>: rate / (1 + decay·step). The paper's "weight decay" (facts.md §1.7, §6.3 #1).</summary>
    /// <param name="rate">Rate of the first step.</param>
    /// <param name="decay">Share by which the divisor grows with every step.</param>
    public static Func<int, double> TimeDecay(double rate, double decay) => step => rate / (1 + (decay * step));

    /// <summary>One cycle: from rate/25 up to the rate along a half cosine, then down to nearly 0.</summary>
    /// <remarks>Smith and Topin 2019, arXiv:1708.07120, with the cosine and the divisors that PyTorch made usual; no momentum is cycled.</remarks>
    /// <param name="rate">The highest rate.</param>
    /// <param name="totalSteps">Steps of the whole training, at least 1; later steps keep the last rate.</param>
    /// <param name="warmupShare">Share of the steps that go up, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">No step, or a share outside (0, 1).</exception>
    public static Func<int, double> OneCycle(double rate, int totalSteps, double warmupShare)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(totalSteps, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(warmupShare);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(warmupShare, 1);
        double first = rate / 25;       // 25 and 10,000: the usual divisors of the first and, from there, of the last rate
        double last = first / 1e4;
        double top = Math.Max(1, (warmupShare * totalSteps) - 1);
        double end = Math.Max(top + 1, totalSteps - 1);
        return step => step <= top
            ? Cosine(first, rate, step / top)
            : Cosine(rate, last, Math.Min(1, (step - top) / (end - top)));
    }

    // A half cosine from one value to another; share in [0, 1].
    private static double Cosine(double from, double to, double share) => to + ((from - to) / 2 * (1 + Math.Cos(Math.PI * share)));
}
