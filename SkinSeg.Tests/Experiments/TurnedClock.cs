namespace SkinSeg.Tests.Experiments;

/// <summary>A clock that stands until it is turned; its time of day jumps about as that of a machine whose clock is set.</summary>
internal sealed class TurnedClock : TimeProvider
{
    private long ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>What passes at every look.</summary>
    public TimeSpan AtEachLook { get; init; }

    public void Turn(TimeSpan time) => Interlocked.Add(ref ticks, time.Ticks);

    public override long GetTimestamp() => Interlocked.Add(ref ticks, AtEachLook.Ticks);

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddYears((int)(Interlocked.Read(ref ticks) % 7) - 3);
}
