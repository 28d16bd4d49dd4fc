using System.Globalization;
using System.Runtime.InteropServices;
using SkinSeg.Tensors;

namespace SkinSeg.Notebooks.Commands;

/// <summary>Looks whether the kit can work on this machine, and says what would mend it.</summary>
/// <remarks>Nothing is changed, installed or written.</remarks>
public static class Doctor
{
    private const double Gigabyte = 1L << 30;
    private const string SdkCommand = "curl -sSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0";
    private const string SdkCommandOfWindows = "winget install Microsoft.DotNet.SDK.10";

    private const string AnotherFolder = "dotnet run --project SkinSeg.Notebooks -c Release -- reproduce --out FOLDER_ON_ANOTHER_DISK";

    /// <summary>Makes all checks; libtorch and OpenCV are loaded and made to compute.</summary>
    /// <param name="outputFolder">Where results are to be written; need not exist.</param>
    public static DoctorReport Examine(string outputFolder = LabConfig.DefaultOutFolder) => Examine(new DoctorProbes(), outputFolder);

    /// <summary>Prints a report.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="outputFolder">Where results are to be written; need not exist.</param>
    /// <returns>The exit code: 1 if torch or OpenCV cannot be loaded, else 0.</returns>
    public static int Run(TextWriter output, string outputFolder = LabConfig.DefaultOutFolder)
    {
        ArgumentNullException.ThrowIfNull(output);
        var report = Examine(outputFolder);
        output.WriteLine(report);
        return report.ExitCode;
    }

    /// <summary>The same with other tries of the libraries, for tests.</summary>
    internal static DoctorReport Examine(DoctorProbes probes, string outputFolder)
    {
        var torch = Try("libtorch", probes.Torch);
        var openCv = Try("OpenCV", probes.OpenCv);
        IEnumerable<DoctorCheck> checks =
        [
            Fine("SkinSeg", SystemVersions.Of(typeof(NativeLibraries).Assembly)),
            Sdk(probes.Sdk()),
            Fine(".NET", RuntimeInformation.FrameworkDescription),
            SystemItself(),
            torch,
            openCv,
            .. NativeFiles(),
            .. torch.Verdict == DoctorVerdict.Fine ? Computing() : [],
            Fine("processor", ProcessorFeatures.Current.ToString()),
            Memory(TorchRuntime.MemoryBytes),
            Disk("output folder", Path.GetFullPath(outputFolder)),
            Disk("temporary folder", Path.GetTempPath()),
        ];
        return new(new(checks));
    }

    private static DoctorCheck Fine(string name, string found) => new(name, DoctorVerdict.Fine, found);

    // Whatever a native library does on its way up is a finding, not an end of the examination.
    private static DoctorCheck Try(string name, Func<string> probe)
    {
        try
        {
            return Fine(name, probe());
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            return NativeFailure.From(error) is { } failure
                ? new(name, DoctorVerdict.Problem, failure.What, failure.Command)
                : new(name, DoctorVerdict.Problem, $"{error.GetType().Name}: {error.Message}", "dotnet build -c Release");
        }
    }

    private static DoctorCheck Sdk(string? version)
    {
        const string None = "dotnet --version gives no answer; building needs it, and notebooks that fetch packages";
        return version is not null
            ? Fine("SDK", version)
            : new("SDK", DoctorVerdict.Warning, None, OperatingSystem.IsWindows() ? SdkCommandOfWindows : SdkCommand);
    }

    private static DoctorCheck SystemItself()
    {
        string?[] parts =
        [
            $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}",
            SystemVersions.Glibc() is { } c ? $"glibc {c}" : null,
            SystemVersions.CppLibrary() is { } cpp ? $"libstdc++ up to {cpp}" : null,
        ];
        return Fine("system", string.Join(", ", parts.OfType<string>()));
    }

    private static IEnumerable<DoctorCheck> NativeFiles()
    {
        foreach (string path in LoadedLibraries.Paths())
        {
            yield return Fine("loaded", path);
        }

        foreach (string sentence in NativeLibraries.Mended)
        {
            yield return Fine("mended", sentence);
        }

        foreach (string folder in LoadedLibraries.SystemTorches())
        {
            yield return Fine("another libtorch", $"in {folder}: harmless, ours is loaded first");
        }
    }

    private static IEnumerable<DoctorCheck> Computing()
    {
        yield return Fine("devices", string.Join(", ", TorchRuntime.Devices));
        yield return Fine("threads", string.Create(CultureInfo.InvariantCulture, $"{TorchRuntime.Threads} for one operation"));
    }

    private static DoctorCheck Memory(long bytes)
    {
        string found = string.Create(CultureInfo.InvariantCulture, $"{bytes / Gigabyte:F1} GiB");
        return bytes >= 4 * Gigabyte // the smoke budget's bound
            ? Fine("memory", found)
            : new("memory", DoctorVerdict.Warning, $"{found}, where the smoke budget may take 4: end other programs, or ask a batch system for more");
    }

    private static DoctorCheck Disk(string name, string folder)
    {
        try
        {
            string path = Existing(folder);
            long free = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(path)! : path).AvailableFreeSpace;
            string found = string.Create(CultureInfo.InvariantCulture, $"{folder}: {free / Gigabyte:F1} GiB free");
            return free >= Gigabyte
                ? Fine(name, found)
                : new(name, DoctorVerdict.Warning, $"{found}, where a run may take 1", AnotherFolder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new(name, DoctorVerdict.Warning, $"{folder}: {error.Message}", AnotherFolder);
        }
    }

    private static string Existing(string folder) =>
        Directory.Exists(folder) || Path.GetDirectoryName(folder) is not { } parent ? folder : Existing(parent);
}
