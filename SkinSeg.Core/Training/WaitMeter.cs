namespace SkinSeg.Training;

/// <summary>Measures which share of a loop's time it waits for its items.</summary>
internal sealed class WaitMeter(TimeProvider clock)
{
    private TimeSpan waited;
    private TimeSpan total;

    /// <summary>In [0, 1].</summary>
    public double WaitingShare => total > TimeSpan.Zero ? waited / total : 0;

    /// <summary>The items; what happens between asking for one and having it is waiting.</summary>
    public IEnumerable<T> Over<T>(IEnumerable<T> items)
    {
        long start = clock.GetTimestamp();
        using var enumerator = items.GetEnumerator();
        while (true)
        {
            long asked = clock.GetTimestamp();
            bool has = enumerator.MoveNext();
            long given = clock.GetTimestamp();
            waited += clock.GetElapsedTime(asked, given);
            total = clock.GetElapsedTime(start, given);
            if (!has)
            {
                yield break;
            }

            yield return enumerator.Current;
        }
    }
}
