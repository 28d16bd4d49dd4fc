using SkinSeg.Notebooks.Commands;
using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Commands;

public sealed class DoctorTests
{
    [Fact]
    [NoTensorLeak]
    public void On_a_machine_that_runs_these_tests_both_libraries_work()
    {
        var output = new StringWriter();

        int code = Doctor.Run(output);

        Assert.Equal(0, code);
        Assert.Matches(@"\nok +libtorch +2\.10\.0 \(TorchSharp 0\.107\.0\) multiplies matrices\n", output.ToString());
        Assert.Matches(@"\nok +OpenCV +4\.13\.0 \(OpenCvSharp [^)]+\) writes and reads a PNG\n", output.ToString());
        Assert.Contains("The kit works here", output.ToString());
    }

    [Fact]
    public void It_says_what_it_stands_on()
    {
        var report = Doctor.Examine();

        foreach (string name in new[] { "SkinSeg", "SDK", ".NET", "system", "devices", "threads", "processor", "memory", "output folder", "temporary folder" })
        {
            Assert.Single(report.Checks, check => check.Name == name && check.Found.Length > 0);
        }

        Assert.Contains("cpu", report.Checks.Single(check => check.Name == "devices").Found);
    }

    [Fact]
    public void It_names_the_files_that_were_loaded()
    {
        Assert.SkipWhen(OperatingSystem.IsMacOS(), "macOS does not list a process's libraries.");
        string[] loaded = [.. from check in Doctor.Examine().Checks where check.Name == "loaded" select check.Found];

        Assert.Contains(loaded, path => path.Contains("torch_cpu", StringComparison.Ordinal) && File.Exists(path));
        Assert.Contains(loaded, path => path.Contains("LibTorchSharp", StringComparison.Ordinal));
        Assert.Contains(loaded, path => path.Contains("OpenCvSharpExtern", StringComparison.Ordinal) && File.Exists(path));
    }

    [Fact]
    public void A_torch_that_cannot_be_loaded_is_a_problem_with_its_command()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["libtorch_cpu.so"], string.Empty);
        var error = NativeFailure.Error(folder["libtorch_cpu.so"], new DllNotFoundException("Unable to load.\nlibgomp.so.1: cannot open shared object file"));
        var probes = new DoctorProbes { Torch = () => throw error };

        var report = Doctor.Examine(probes, folder.Path);

        Assert.Equal(1, report.ExitCode);
        var torch = report.Checks.Single(check => check.Name == "libtorch");
        Assert.Equal((DoctorVerdict.Problem, "apt-get install libgomp1"), (torch.Verdict, torch.Command));
        Assert.Contains("needs libgomp.so.1, which this system does not have\n", report.ToString());
        Assert.Contains("mend it with: apt-get install libgomp1\n", report.ToString());
        Assert.EndsWith($"The kit cannot work here: 1 of {report.Checks.Count} checks found a problem.", report.ToString());
        Assert.DoesNotContain(report.Checks, check => check.Name is "devices" or "threads"); // they would load it again
    }

    [Fact]
    public void An_OpenCV_that_fails_otherwise_is_a_problem_too()
    {
        var report = Doctor.Examine(new DoctorProbes { OpenCv = () => throw new InvalidOperationException("colors") }, "skinseg-out");

        Assert.Equal(1, report.ExitCode);
        Assert.Equal("InvalidOperationException: colors", report.Checks.Single(check => check.Verdict == DoctorVerdict.Problem).Found);
    }

    [Fact]
    public void No_SDK_is_only_a_warning()
    {
        var report = Doctor.Examine(new DoctorProbes { Sdk = () => null }, "skinseg-out");

        Assert.Equal(0, report.ExitCode);
        Assert.Contains("dotnet", report.Checks.Single(check => check.Name == "SDK").Command);
        Assert.Contains("The kit works here; ", report.ToString());
    }

    [Fact]
    public void It_writes_nothing()
    {
        using var folder = new TemporaryFolder();

        _ = Doctor.Examine(folder["out", "deeper"]);

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }
}
