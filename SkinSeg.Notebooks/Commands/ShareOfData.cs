using SkinSeg.Data;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Commands;

/// <summary>Turns counts of images into shares of the work.</summary>
internal sealed class ShareOfData(IProgress<WorkProgress> target) : IProgress<DataProgress>
{
    public void Report(DataProgress value) => target.Report(new((double)value.Done / value.Total, value.ToString()));
}
