namespace SkinSeg.Training;

/// <summary>How long a loop took, and how long of it it waited.</summary>
/// <param name="Seconds">In all.</param>
/// <param name="Waited">Of these.</param>
internal sealed record LoopTimes(double Seconds, double Waited)
{
    /// <summary>Nothing yet.</summary>
    public static LoopTimes Zero { get; } = new(0, 0);

    /// <summary>In [0, 1].</summary>
    public double WaitingShare => Seconds > 0 ? Waited / Seconds : 0;
}

/// <summary>Measures which share of a loop's time it waits for its items.</summary>
/// <param name="clock">By what it is measured.</param>
/// <param name="before">What an earlier part of the same loop took.</param>
internal sealed class WaitMeter(TimeProvider clock, LoopTimes before)
{
    private readonly long start = clock.GetTimestamp();
    private TimeSpan waited;

    /// <summary>Times up to now.</summary>
    public LoopTimes Times => new(before.Seconds + clock.GetElapsedTime(start).TotalSeconds, before.Waited + waited.TotalSeconds);

    /// <summary>The items; what happens between asking for one and having it is waiting.</summary>
    public IEnumerable<T> Over<T>(IEnumerable<T> items)
    {
        using var enumerator = items.GetEnumerator();
        while (true)
        {
            long asked = clock.GetTimestamp();
            bool has = enumerator.MoveNext();
            waited += clock.GetElapsedTime(asked);
            if (!has)
            {
                yield break;
            }

            yield return enumerator.Current;
        }
    }
}
