using System.Globalization;

namespace SkinSeg.Data;

/// <summary>How far work on the files of a data set has come.</summary>
/// <param name="Done">Files done.</param>
/// <param name="Total">Files in all.</param>
public readonly record struct DataProgress(int Done, int Total)
{
    /// <summary>For example <c>120 of 2000</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Done} of {Total}");
}
