using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace SkinSeg.Primitives;

/// <summary>The same work on every item, on all cores, with the outcome of a plain loop: results in order, and of several failures the first.</summary>
internal static class OrderedParallel
{
    /// <summary>Applies <paramref name="work"/> to every item.</summary>
    /// <param name="items">Taken one by one as cores become free, so that a lazy sequence is never held whole.</param>
    /// <param name="work">Called from several threads at once.</param>
    /// <param name="progress">Told the number of items done; one call at a time, in increasing order.</param>
    /// <param name="cancellationToken">Checked before each item.</param>
    /// <param name="workers">Threads; 0 for one per processor.</param>
    /// <exception cref="OperationCanceledException">The work was cancelled.</exception>
    public static TResult[] Map<TItem, TResult>(
        IEnumerable<TItem> items, Func<TItem, TResult> work, IProgress<int>? progress, CancellationToken cancellationToken, int workers = 0)
    {
        var outcomes = new Outcomes<TResult>(progress);
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = workers == 0 ? Environment.ProcessorCount : workers };
        try
        {
            Parallel.ForEach(Partitioner.Create(items, EnumerablePartitionerOptions.NoBuffering), options, One);
        }
        catch (AggregateException e) // the sequence itself failed
        {
            ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
        }

        return outcomes.InOrder();

        void One(TItem item, ParallelLoopState state, long index)
        {
            try
            {
                outcomes.Add(index, work(item));
            }
            catch (Exception e)
            {
                outcomes.Fail(index, e);
                state.Break(); // items before this one are still done: one of them may be the first to fail
            }
        }
    }

    private sealed class Outcomes<TResult>(IProgress<int>? progress)
    {
        private readonly SortedDictionary<long, TResult> results = [];
        private readonly SortedDictionary<long, ExceptionDispatchInfo> failures = [];

        public void Add(long index, TResult result)
        {
            lock (results)
            {
                results.Add(index, result);
                progress?.Report(results.Count);
            }
        }

        public void Fail(long index, Exception error)
        {
            lock (failures)
            {
                failures.Add(index, ExceptionDispatchInfo.Capture(error));
            }
        }

        public TResult[] InOrder()
        {
            failures.Values.FirstOrDefault()?.Throw();
            return [.. results.Values];
        }
    }
}
