namespace SkinSeg.Data;

/// <summary>Does the same work on many files at once; results and errors do not depend on the number of threads.</summary>
internal static class ParallelFiles
{
    /// <summary>Calls <paramref name="work"/> for 0 … count − 1 and gives the results in that order.</summary>
    /// <param name="count">How many.</param>
    /// <param name="workers">Threads; 0 for one per processor.</param>
    /// <param name="work">Called on several threads at once.</param>
    /// <param name="progress">Told after each; calls do not overlap.</param>
    /// <param name="cancellationToken">Ends the work with an <see cref="OperationCanceledException"/>.</param>
    /// <remarks>Where calls fail, the failure of the lowest number is thrown, as a loop would.</remarks>
    public static T[] Map<T>(int count, int workers, Func<int, T> work, IProgress<DataProgress>? progress, CancellationToken cancellationToken)
    {
        var results = new T[count];
        var failures = new Exception?[count];
        var gate = new Lock();
        int done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers == 0 ? -1 : workers, CancellationToken = cancellationToken };
        Parallel.For(0, count, options, (i, state) =>
        {
            try
            {
                results[i] = work(i);
            }
            catch (Exception e)
            {
                failures[i] = e;
                state.Break(); // lower numbers still run, so that the first failure is always the same one
                return;
            }

            lock (gate)
            {
                progress?.Report(new(++done, count));
            }
        });

        // Thrown again with the place where it happened.
        return failures.FirstOrDefault(failure => failure is not null) is { } first
            ? throw Rethrown(first)
            : results;
    }

    private static Exception Rethrown(Exception failure)
    {
        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        return failure;
    }
}
