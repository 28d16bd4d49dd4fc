using System.Collections.Concurrent;
using System.Globalization;

namespace SkinSeg.Notebooks.Engine;

/// <summary>The thread on which all cells of a session run.</summary>
/// <remarks>
/// One thread until a cell is stopped, because TorchSharp's scopes belong to threads and may span cells; a large stack, because the F# compiler recurses deeply;
/// the invariant culture, so that stored numbers do not depend on who ran the notebook; no synchronization context, so that a cell that
/// waits for a task does not wait for itself.
/// </remarks>
internal sealed class CellThread : IDisposable
{
    private const int StackBytes = 64 << 20;

    private readonly BlockingCollection<Action> work = [];
    private readonly Thread thread;

    public CellThread()
    {
        thread = new(Loop, StackBytes) { IsBackground = true, Name = "notebook cells", CurrentCulture = CultureInfo.InvariantCulture };
        thread.Start();
    }

    /// <summary>Runs <paramref name="function"/> there and waits for it; its exceptions are thrown here.</summary>
    public T Run<T>(Func<T> function)
    {
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Add(() =>
        {
            try
            {
                completion.SetResult(function());
            }
            catch (Exception error)
            {
                completion.SetException(error);
            }
        });
        return completion.Task.GetAwaiter().GetResult();
    }

    public void Dispose()
    {
        work.CompleteAdding();
        thread.Join();
        work.Dispose();
    }

    private void Loop()
    {
        foreach (var action in work.GetConsumingEnumerable())
        {
            action();
        }
    }
}
