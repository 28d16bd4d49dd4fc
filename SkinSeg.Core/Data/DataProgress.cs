using System.Globalization;

namespace SkinSeg.Data;

/// <summary>How far work on a data set has come.</summary>
/// <param name="Done">Images done.</param>
/// <param name="Total">Images in all.</param>
public readonly record struct DataProgress(int Done, int Total)
{
    /// <summary>For example <c>120 of 2000</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Done} of {Total}");
}

/// <summary>Adds the total to a count of images done.</summary>
internal sealed class CountedProgress(IProgress<DataProgress> target, int total) : IProgress<int>
{
    public void Report(int value) => target.Report(new(value, total));

    public static CountedProgress? Of(IProgress<DataProgress>? target, int total) => target is null ? null : new(target, total);
}
