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
        var results = new SortedDictionary<long, TResult>();
        var failures = new SortedDictionary<long, ExceptionDispatchInfo>();
        var options = new ParallelOptions { CancellationToken = cancellationToken, MaxDegreeOfParallelism = workers == 0 ? Environment.ProcessorCount : workers };
        try
        {
            Parallel.ForEach(Partitioner.Create(items, EnumerablePartitionerOptions.NoBuffering), options, One);
        }
        catch (AggregateException e) // the sequence itself failed
        {
            ExceptionDispatchInfo.Throw(e.Flatten().InnerExceptions[0]);
        }

        failures.Values.FirstOrDefault()?.Throw();
        return [.. results.Values];

        void One(TItem item, ParallelLoopState state, long index)
        {
            try
            {
                var result = work(item);
                lock (results)
                {
                    results.Add(index, result);
                    progress?.Report(results.Count);
                }
            }
            catch (Exception e)
            {
                lock (failures)
                {
                    failures.Add(index, ExceptionDispatchInfo.Capture(e));
                }

                state.Break(); // items before this one are still done: one of them may be the first to fail
            }
        }
    }
}
