using SkinSeg.Data;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Commands;

/// <summary>The work behind <c>data verify DIR</c>.</summary>
internal sealed record VerifyData
{
    /// <summary>Folder of the data set.</summary>
    public required string Folder { get; init; }

    /// <summary>Decodes every file and prints what is there and what is wrong.</summary>
    /// <returns><see cref="ExitCode.Success"/>, or <see cref="ExitCode.Failed"/> where there is an error.</returns>
    /// <exception cref="InvalidDataException">The folder is empty or has no known layout.</exception>
    /// <exception cref="IOException">The folder is missing.</exception>
    public int Run(VerbContext context)
    {
        var report = Terminal.Follow("Verifying", context, progress => DatasetVerification.Verify(Folder, new AsShare(progress), context.CancellationToken));
        context.Output.WriteLine(report);
        return report.Passed ? ExitCode.Success : ExitCode.Failed;
    }

    private sealed class AsShare(IProgress<WorkProgress> target) : IProgress<DataProgress>
    {
        public void Report(DataProgress value) => target.Report(new((double)value.Done / value.Total, value.ToString()));
    }
}
