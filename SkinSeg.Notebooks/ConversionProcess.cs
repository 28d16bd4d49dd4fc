using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace SkinSeg.Notebooks;

/// <summary>What the process says of one file.</summary>
/// <param name="File">Name of the file it wrote; empty where it failed.</param>
/// <param name="Problem">Why it failed; empty where it did not.</param>
internal sealed record ConversionVerdict(string File, string Problem);

/// <summary>A process that converts files one after the other, and is watched: time and memory per file.</summary>
/// <remarks>It is the program's verb <c>weights convert --child</c>, which prints one line for each file: <c>+name</c> or <c>-why not</c>.</remarks>
internal sealed class ConversionProcess : IDisposable
{
    /// <summary>Begins the line of a file that was converted.</summary>
    public const char Done = '+';

    /// <summary>Begins the line of a file that was not.</summary>
    public const char Refused = '-';

    // How often memory is looked at: a reader that runs wild takes some hundred MiB in this time.
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    private readonly IReadOnlyList<string> files;
    private readonly ConversionLimits limits;
    private readonly Process process;
    private readonly BlockingCollection<string> lines = [];
    private int finished;
    private bool ended;

    /// <summary>Starts it.</summary>
    /// <param name="files">Files to convert, with whole paths.</param>
    /// <param name="folder">Folder for the results.</param>
    /// <param name="limits">What one file may use.</param>
    /// <exception cref="IOException">No process can be started.</exception>
    public ConversionProcess(IReadOnlyList<string> files, string folder, ConversionLimits limits)
    {
        (this.files, this.limits) = (files, limits);
        process = new() { StartInfo = Start([.. files], folder, limits) };
        process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                lines.CompleteAdding();
            }
            else
            {
                lines.Add(line.Data);
            }
        };
        process.ErrorDataReceived += (_, _) => { }; // read, so that a runtime that prints its stack does not wait
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            process.Dispose();
            lines.Dispose();
            throw new IOException($"Could not start {process.StartInfo.FileName} to read {files[0]} apart: {e.Message} Run 'weights convert' from a checkout.", e);
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Waits for the next file's verdict; null when the process has ended, and all that came before it has its verdict.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ConversionVerdict? Next(CancellationToken cancellationToken)
    {
        if (ended)
        {
            return null;
        }

        var clock = Stopwatch.StartNew();
        while (!lines.IsCompleted)
        {
            if (lines.TryTake(out string? line, (int)Tick.TotalMilliseconds, cancellationToken))
            {
                if (line.Length > 1 && line[0] is Done or Refused)
                {
                    finished++;
                    return line[0] == Done ? new(line[1..], string.Empty) : new(string.Empty, line[1..]);
                }
            }
            else if (Excess(clock.Elapsed) is { } excess)
            {
                return End(excess);
            }
        }

        return End("could not be read: it ended the process that read it. It is damaged or no file of Keras; copy or save it again.");
    }

    /// <summary>Ends the process.</summary>
    public void Dispose()
    {
        Kill();
        process.Dispose();
        lines.Dispose();
    }

    private ConversionVerdict End(string what)
    {
        ended = true;
        Kill();
        return new(string.Empty, $"{files[finished]} {what}");
    }

    private string? Excess(TimeSpan elapsed)
    {
        if (elapsed.TotalSeconds > limits.Seconds)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"could not be read within {limits.Seconds} s, so it is damaged, or its disk is slow. Copy or save it again, or allow more: --seconds {10 * limits.Seconds}.");
        }

        process.Refresh();
        return !process.HasExited && process.WorkingSet64 > (long)limits.Mebibytes << 20 ? TooMuch() : null;
    }

    private string TooMuch() => string.Create(
        CultureInfo.InvariantCulture,
        $"could not be read within {limits.Mebibytes} MiB of memory, so it is damaged, or very large. Copy or save it again, or allow more: --mebibytes {4 * limits.Mebibytes}.");

    // Results are waited for: the folder that the process writes to is removed next.
    private void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself.
        }

        process.WaitForExit();
    }

    private static ProcessStartInfo Start(string[] files, string folder, ConversionLimits limits)
    {
        var program = OwnProgram.Find() ?? throw new IOException($"{files[0]} is to be read by a process of its own, but {OwnProgram.Library} is no program here. Run 'weights convert' from a checkout, then use its result.");
        var start = new ProcessStartInfo
        {
            FileName = program[0],
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            CreateNoWindow = true,
            WorkingDirectory = folder,
        };
        string[] arguments = [.. program.Skip(1), "weights", "convert", "--child", "--output", folder, .. files];
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // Half of the memory for objects, hexadecimal: the runtime, its libraries and what the collector keeps ready need the rest.
        start.Environment["DOTNET_GCHeapHardLimit"] = ((long)limits.Mebibytes << 19).ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        return start;
    }
}
