namespace SkinSeg.Primitives;

/// <summary>The progress of one of several equal parts, told as progress of the whole.</summary>
/// <param name="whole">Told; may be nobody.</param>
/// <param name="index">Which part, counted from 0.</param>
/// <param name="count">Number of parts.</param>
/// <param name="name">Put before what the part tells; may be empty.</param>
internal sealed class WorkPart(IProgress<WorkProgress>? whole, int index, int count, string name = "") : IProgress<WorkProgress>
{
    public void Report(WorkProgress value) =>
        whole?.Report(new((index + value.Share) / count, name.Length > 0 ? $"{name}: {value.What}" : value.What));
}
