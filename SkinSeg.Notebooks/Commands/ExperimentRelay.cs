using SkinSeg.Experiments;

namespace SkinSeg.Notebooks.Commands;

/// <summary>Shows an experiment as progress of work.</summary>
internal sealed class ExperimentRelay(IProgress<WorkDone> progress) : IProgress<ExperimentProgress>
{
    public void Report(ExperimentProgress value) => progress.Report(new(value.Share, value.What));
}
