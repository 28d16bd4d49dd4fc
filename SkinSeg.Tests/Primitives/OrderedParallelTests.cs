using SkinSeg.Primitives;
using Xunit;

namespace SkinSeg.Tests.Primitives;

public sealed class OrderedParallelTests
{
    [Fact]
    public void Results_come_in_the_order_of_the_items_and_progress_counts_up()
    {
        var reports = new List<int>();

        int[] squares = OrderedParallel.Map(Enumerable.Range(0, 500), i => i * i, new Synchronous(reports), CancellationToken.None);

        Assert.Equal(Enumerable.Range(0, 500).Select(i => i * i), squares);
        Assert.Equal(Enumerable.Range(1, 500), reports);
    }

    [Fact]
    public void Of_several_failures_the_first_item_counts_as_itself()
    {
        foreach (int _ in Enumerable.Range(0, 20))
        {
            var failure = Assert.Throws<InvalidDataException>(() => OrderedParallel.Map(
                Enumerable.Range(0, 200), i => i % 50 == 30 ? throw new InvalidDataException($"item {i}") : i, null, CancellationToken.None));
            Assert.Equal("item 30", failure.Message);
        }
    }

    [Fact]
    public void A_sequence_that_fails_and_a_cancelled_one_say_so_plainly()
    {
        static IEnumerable<int> Broken()
        {
            yield return 1;
            throw new FileNotFoundException("gone");
        }

        Assert.Equal("gone", Assert.Throws<FileNotFoundException>(() => OrderedParallel.Map(Broken(), i => i, null, CancellationToken.None)).Message);
        Assert.Throws<OperationCanceledException>(() => OrderedParallel.Map([1, 2], i => i, null, new CancellationToken(canceled: true)));
    }

    private sealed class Synchronous(List<int> reports) : IProgress<int>
    {
        public void Report(int value) => reports.Add(value);
    }
}
