using PureHDF;
using SkinSeg.Notebooks;
using SkinSeg.Notebooks.Commands;
using SkinSeg.Tests.Support;
using SkinSeg.Tests.Weights;
using SkinSeg.Weights;
using Xunit;

namespace SkinSeg.Tests.Commands;

/// <summary>An <c>.h5</c> from anywhere, read by a process of its own: right, or one sentence, in bounded time and memory.</summary>
public sealed class IsolatedConversionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Whole => folder["whole ü.h5"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_is_converted_as_it_would_be_in_this_process_and_nothing_else_is_left()
    {
        WriteWhole(Whole);
        KerasConversion.Convert(Whole, folder["here.safetensors"]);

        IsolatedConversion.Convert(Whole, folder["new folder", "apart.safetensors"]);

        Assert.Equal(File.ReadAllBytes(folder["here.safetensors"]), File.ReadAllBytes(folder["new folder", "apart.safetensors"]));
        Assert.Equal(["here.safetensors", "new folder", "whole ü.h5"], Names(folder.Path));
        Assert.Equal(["apart.safetensors"], Names(folder["new folder"]));
    }

    [Fact]
    public void The_verb_writes_beside_the_file_and_refuses_a_bad_one_in_one_sentence()
    {
        WriteWhole(Whole);
        File.WriteAllText(folder["bad.h5"], "no weights");

        var said = Run("weights", "convert", Whole, folder["bad.h5"]);

        Assert.Equal((2, $"{Whole} is converted: {folder["whole ü.safetensors"]}\n"), (said.Code, said.Output));
        Assert.StartsWith($"Error: {folder["bad.h5"]} is no whole file of Keras weights: it does not begin as HDF5 does (safetensors and PyTorch's .pth need no conversion). ", said.Error, StringComparison.Ordinal);
        Assert.Single(said.Error.TrimEnd().Split('\n'));
        Assert.Equal(["bad.h5", "whole ü.h5", "whole ü.safetensors"], Names(folder.Path));
    }

    [Fact]
    public void Wrong_requests_are_refused_before_a_process_is_started()
    {
        WriteWhole(Whole);

        Assert.Contains("Expected one file with --output, got 2", Run("weights", "convert", Whole, Whole, "--output", folder["x"]).Error);
        Assert.Contains($"There is no file {folder["nowhere.h5"]}", Run("weights", "convert", folder["nowhere.h5"]).Error);
        Assert.Contains("got 60 s and 1 MiB", Run("weights", "convert", Whole, "--mebibytes", "1").Error);
        Assert.Contains($"Could not write {Path.Combine(Whole, "x")}: {Whole} is a file, where a folder is needed.", Run("weights", "convert", Whole, "--output", Path.Combine(Whole, "x")).Error);
        Assert.Equal(["whole ü.h5"], Names(folder.Path));
    }

    [Fact]
    public void A_reader_that_takes_too_long_or_too_much_is_ended_and_the_next_file_is_read_all_the_same()
    {
        WriteWhole(Whole);

        // A limit that no process can keep stands for a file that stalls its reader.
        string late = Assert.Throws<InvalidDataException>(() => IsolatedConversion.Convert(Whole, folder["a"], new() { Seconds = 0.001 })).Message;
        var outcomes = IsolatedConversion.ConvertAll([Whole, Whole], _ => folder["b"], new() { Seconds = 0.001 });

        Assert.StartsWith($"{Whole} could not be read within 0.001 s, so it is damaged, or its disk is slow.", late, StringComparison.Ordinal);
        Assert.Equal(2, outcomes.Count(outcome => outcome.Problem.Contains("within 0.001 s", StringComparison.Ordinal)));
        Assert.Equal(["whole ü.h5"], Names(folder.Path));
    }

    [Fact]
    public void A_file_that_ends_its_reader_or_asks_for_too_much_memory_is_refused_and_the_others_are_read()
    {
        WriteWhole(Whole);
        var loop = new H5File { ["a"] = new H5SoftLink("a") }; // the reader follows it until its stack is full
        loop.Attributes["layer_names"] = new H5Attribute(new[] { "a" });
        HdfFile.Write(folder["loop.h5"], loop);
        HdfFile.Write(folder["large.h5"], [("a", HdfFile.Layer(("w", new float[10_000_000], [10_000_000])))]); // 38 MiB, of which 32 may be used

        var outcomes = IsolatedConversion.ConvertAll(
            [folder["loop.h5"], Whole, folder["large.h5"], Whole], file => $"{file}.safetensors", new() { Mebibytes = 64 });

        Assert.StartsWith($"{folder["loop.h5"]} could not be read: it ended the process that read it.", outcomes[0].Problem, StringComparison.Ordinal);
        Assert.Equal(new(Whole, $"{Whole}.safetensors", string.Empty), outcomes[1]);
        Assert.Matches("(asks for more memory than may be used|could not be read within 64 MiB of memory|it ended the process)", outcomes[2].Problem);
        Assert.Equal(outcomes[1], outcomes[3]);
        Assert.Equal(["large.h5", "loop.h5", "whole ü.h5", "whole ü.h5.safetensors"], Names(folder.Path));
    }

    [Fact]
    public void Cancelling_ends_the_process_and_leaves_nothing()
    {
        WriteWhole(Whole);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => IsolatedConversion.Convert(Whole, folder["a"], null, cancelled.Token));

        Assert.Equal(["whole ü.h5"], Names(folder.Path));
    }

    [Fact]
    public void Thirty_damaged_files_are_converted_or_refused() => HdfMutation.Check(folder, count: 30, seed: 1);

    [Fact(Explicit = true)]
    public void Five_thousand_damaged_files_are_converted_or_refused() => HdfMutation.Check(folder, count: 5000, seed: 2);

    private static void WriteWhole(string path) => HdfFile.Write(path, [("conv1/conv", HdfFile.Layer(("conv1/conv/kernel:0", new float[] { 1, 2, 3, 4 }, [1, 1, 2, 2])))]);

    private static IEnumerable<string> Names(string path) => Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal);

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        return (CommandLine.Run(arguments, output, error), output.ToString(), error.ToString());
    }
}
