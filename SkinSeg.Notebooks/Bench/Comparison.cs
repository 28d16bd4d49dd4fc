using System.Diagnostics;

namespace SkinSeg.Notebooks.Bench;

/// <summary>Times two ways of doing the same work turn by turn, so that whatever else the machine does disturbs both alike.</summary>
/// <param name="Repetitions">Timed runs of each way; the median counts.</param>
/// <param name="Progress">Told the name of each measurement.</param>
/// <param name="CancellationToken">Stops between two runs.</param>
internal sealed record Comparison(int Repetitions, IProgress<string> Progress, CancellationToken CancellationToken)
{
    /// <summary>Measures; each way runs once untimed first.</summary>
    /// <param name="name">What is measured.</param>
    /// <param name="unit">Unit of the result, for example <c>ms per image</c>.</param>
    /// <param name="count">Units in one run: images, for example.</param>
    /// <param name="baseline">The plain way.</param>
    /// <param name="ours">The kit's way.</param>
    public BenchRow Measure(string name, string unit, int count, Action baseline, Action ours)
    {
        Progress.Report(name);
        baseline();
        ours();
        var plain = new List<double>();
        var kit = new List<double>();
        for (int i = 0; i < Repetitions; i++)
        {
            CancellationToken.ThrowIfCancellationRequested();
            plain.Add(Time(baseline));
            kit.Add(Time(ours));
        }

        return new(name, Median(plain) / count, Median(kit) / count, unit);
    }

    private static double Time(Action work)
    {
        var clock = Stopwatch.StartNew();
        work();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        int middle = times.Count / 2;
        return times.Count % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2;
    }
}
