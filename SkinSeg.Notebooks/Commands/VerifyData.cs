using SkinSeg.Data;

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
        var report = Terminal.Follow("Verifying", context, progress => DatasetVerification.Verify(Folder, new ShareOfData(progress), context.CancellationToken));
        context.Output.WriteLine(report);
        return report.Passed ? ExitCode.Success : ExitCode.Failed;
    }
}
