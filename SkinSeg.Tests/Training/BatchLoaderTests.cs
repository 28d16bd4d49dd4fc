using SkinSeg.Augmentation;
using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Tests.Support;
using SkinSeg.Training;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Training;

public sealed class BatchLoaderTests : IDisposable
{
    private static readonly TrainingConfig Config = new() { Epochs = 3, BatchSize = 4, Augmentation = AugmentationPolicy.FromScratch };
    private static readonly BatchTarget Mixed = new(CPU, BatchFormat.Of(Acceleration.MixedPrecision, CPU));

    private readonly SmallWorld world = new(10);

    private TrainingData Data => new(world.Images, world.Images, Preprocessing.Caffe);

    public void Dispose() => world.Dispose();

    [Fact]
    [NoTensorLeak]
    public void One_worker_and_eight_give_the_same_batches_from_memory_and_from_the_cache()
    {
        var cached = PreparedImages.Open(new() { Size = SmallWorld.Experiment.WorkingSize }, world.Data, world["cache"]);

        var expected = Epochs(Config with { Loader = new() { Workers = 1, Ahead = 1 } }, Data);

        Assert.Equal(3 * 3, expected.Count);
        Assert.Equal(expected, Epochs(Config with { Loader = new() { Workers = 8, Ahead = 5 } }, Data));
        Assert.Equal(expected, Epochs(Config with { Loader = new() { Workers = 8 } }, Data with { Training = cached }));
        Assert.NotEqual(expected, Epochs(Config with { Seed = 1 }, Data));
    }

    [Fact]
    [NoTensorLeak]
    public void A_batch_holds_what_the_slow_way_gives_to_the_last_bit()
    {
        using var scope = NewDisposeScope();
        using var loader = BatchLoader.Training(Config, Data, Mixed, firstEpoch: 1);
        var batch = loader.NextEpoch(CancellationToken.None).First();

        var images = batch.Ids.Select(id => world.Images[id]).ToArray();
        var draws = images.Select(image => Config.Augmentation.Draw(Config.Seed, 1, image.Id)).ToArray();
        var x = Mixed.Format.Arrange(ImageTensors.ToTensor([.. images.Zip(draws, (image, draw) => draw.Apply(image.Image))], Preprocessing.Caffe, CPU));
        var y = ImageTensors.ToTensor([.. images.Zip(draws, (image, draw) => draw.Apply(image.Mask))], CPU);

        Assert.Equal(ScalarType.BFloat16, batch.Images.dtype);
        Assert.Equal(x.stride(), batch.Images.stride());
        Assert.True(x.equal(batch.Images).all().item<bool>());
        Assert.True(y.equal(batch.Masks).all().item<bool>());
        batch.Dispose();
    }

    [Theory]
    [NoTensorLeak]
    [InlineData(Acceleration.Off, PreprocessingKind.Caffe)]
    [InlineData(Acceleration.Off, PreprocessingKind.Torch)]
    [InlineData(Acceleration.MixedPrecision, PreprocessingKind.Unit)]
    public void Assembled_tensors_are_those_of_the_plain_way_in_shape_order_and_number(Acceleration acceleration, PreprocessingKind kind)
    {
        using var scope = NewDisposeScope();
        var format = BatchFormat.Of(acceleration, CPU);
        RgbImage[] images = [.. world.Images.Take(3).Select(image => image.Image)];
        using var assembler = new BatchAssembler(Preprocessing.Of(kind), images[0].Size, CPU, format);

        var ours = assembler.Images([.. images.SelectMany(image => image.Values), .. new byte[77]], 3); // a buffer may be longer than its batch
        var plain = format.Arrange(ImageTensors.ToTensor(images, Preprocessing.Of(kind), CPU));

        Assert.Equal(plain.shape, ours.shape);
        Assert.Equal(plain.stride(), ours.stride());
        Assert.Equal(plain.dtype, ours.dtype);
        Assert.True(plain.equal(ours).all().item<bool>());
    }

    [Fact]
    [NoTensorLeak]
    public void Who_leaves_early_leaves_no_thread_behind()
    {
        int openCv = OpenCvSharp.Cv2.GetNumThreads();
        var loader = BatchLoader.Training(Config with { Epochs = 100, Loader = new() { Workers = 3 } }, Data, Mixed);
        foreach (var batch in loader.NextEpoch(CancellationToken.None))
        {
            batch.Dispose();
            break;
        }

        Assert.Equal(3, loader.LiveWorkers);
        loader.Dispose();

        Assert.Equal(0, loader.LiveWorkers);
        Assert.Equal(openCv, OpenCvSharp.Cv2.GetNumThreads());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [NoTensorLeak]
    public void An_image_that_cannot_be_read_is_named_and_of_several_the_first_in_the_batch(int workers)
    {
        var images = new PreparedImages(new Failing(world.Images), 0, world.Data.Ids.Select((id, i) => (id, i)), []);
        using var loader = BatchLoader.Validation(Config with { Loader = new() { Workers = workers } }, Data with { Validation = images }, Mixed);
        var seen = new List<string>();

        string message = Assert.Throws<InvalidDataException>(() =>
        {
            foreach (var batch in loader.NextEpoch(CancellationToken.None))
            {
                seen.AddRange(batch.Ids);
                batch.Dispose();
            }
        }).Message;

        Assert.Equal(world.Data.Ids.Take(4), seen);
        Assert.Equal($"{world.Data.Images[5].Id}: the image could not be made ready for training: a wire came off", message);
    }

    [Fact]
    [NoTensorLeak]
    public void Who_waits_for_a_batch_can_be_cancelled()
    {
        using var never = new ManualResetEventSlim();
        using var stop = new CancellationTokenSource();
        var images = new PreparedImages(new Failing(world.Images) { Gate = never, OnRead = stop.Cancel }, 0, world.Data.Ids.Select((id, i) => (id, i)), []);
        using (var loader = BatchLoader.Validation(Config, Data with { Validation = images }, Mixed))
        {
            Assert.Throws<OperationCanceledException>(() => loader.NextEpoch(stop.Token).First());
            never.Set();
        }
    }

    [Fact]
    public void Fewer_than_one_worker_or_batch_is_refused()
    {
        Assert.StartsWith("Expected at least one worker and one batch ahead, got -1 and 3.", Message(new() { Workers = -1 }));
        Assert.StartsWith("Expected at least one worker and one batch ahead, got 2 and 0.", Message(new() { Workers = 2, Ahead = 0 }));

        string Message(LoaderConfig loader) => Assert.Throws<ArgumentException>(() => BatchLoader.Training(Config with { Loader = loader }, Data, Mixed)).Message;
    }

    [Fact]
    [NoTensorLeak]
    public void The_share_of_waiting_is_that_of_the_clock()
    {
        var clock = new StepClock();
        var meter = new WaitMeter(clock, LoopTimes.Zero);
        foreach (int milliseconds in meter.Over(Items()))
        {
            clock.Advance(3 * milliseconds);
        }

        Assert.Equal(0.25, meter.Times.WaitingShare, 6);

        IEnumerable<int> Items()
        {
            foreach (int milliseconds in new[] { 10, 20, 5 })
            {
                clock.Advance(milliseconds);
                yield return milliseconds;
            }
        }
    }

    [Fact(Explicit = true)]
    [NoTensorLeak]
    public void Memory_stays_the_same_over_fifty_epochs()
    {
        var cached = PreparedImages.Open(new() { Size = new(96, 128) }, world.Data, world["cache"]);
        using var loader = BatchLoader.Training(Config with { Epochs = 50 }, Data with { Training = cached }, Mixed);
        var managed = new List<long>();
        var resident = new List<long>();
        for (int epoch = 0; epoch < 50; epoch++)
        {
            foreach (var batch in loader.NextEpoch(CancellationToken.None))
            {
                batch.Dispose();
            }

            managed.Add(GC.GetTotalMemory(forceFullCollection: true));
            resident.Add(Environment.WorkingSet);
        }

        Assert.InRange(managed[^1] - managed[10], long.MinValue, 1 << 20);
        Assert.InRange(resident[^1] - resident[10], long.MinValue, 64 << 20);
    }

    private static List<string> Epochs(TrainingConfig config, TrainingData data)
    {
        using var loader = BatchLoader.Training(config, data, Mixed);
        var seen = new List<string>();
        for (int epoch = 0; epoch < config.Epochs; epoch++)
        {
            foreach (var batch in loader.NextEpoch(CancellationToken.None))
            {
                seen.Add($"{batch.Ids} {Hash(batch.Images)} {Hash(batch.Masks)}");
                batch.Dispose();
            }
        }

        return seen;
    }

    private static string Hash(Tensor values)
    {
        using var scope = NewDisposeScope();
        byte[] bytes = values.contiguous().to_type(ScalarType.Float32).bytes.ToArray();
        return Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(bytes));
    }

    // Fails for the images 5 and 6, counted from 0; or waits for a gate.
    private sealed class Failing(PreparedImages images) : IPreparedSource
    {
        public ManualResetEventSlim? Gate { get; init; }

        public Action? OnRead { get; init; }

        public ImageSize Size => images.Size;

        public int MaskCount => 1;

        public PreparedImage Read(int record, int mask)
        {
            OnRead?.Invoke();
            Gate?.Wait();
            return record is 5 or 6 ? throw new IOException("a wire came off") : images[record];
        }

        public bool IsPositive(int record, int mask) => true;
    }

    private sealed class StepClock : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => now;

        public void Advance(int milliseconds) => now += milliseconds;
    }
}
