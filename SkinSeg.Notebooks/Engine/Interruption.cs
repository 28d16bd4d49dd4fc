using System.Runtime;

namespace SkinSeg.Notebooks.Engine;

/// <summary>Runs a cell so that it can be stopped although its code never looks at a token.</summary>
internal sealed class Interruption : IDisposable
{
    // So often a thread that waits is woken until it has ended: it may wait again in the code that handles its first waking.
    private static readonly TimeSpan WakingInterval = TimeSpan.FromMilliseconds(50);

    // What looks at the token, such as a training after its batch, gets this long to end by itself.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    private readonly Func<bool> mayAbort;
    private readonly Action stuck;
    private readonly Thread thread = Thread.CurrentThread;
    private readonly CancellationTokenSource abort = new();
    private readonly Lock gate = new();
    private bool isRunning = true;

    private Interruption(Func<bool> mayAbort, Action stuck) => (this.mayAbort, this.stuck) = (mayAbort, stuck);

    /// <summary>Runs code on this thread.</summary>
    /// <param name="code">The code.</param>
    /// <param name="interrupted">What the result is where it was stopped.</param>
    /// <param name="mayAbort">Whether what runs may be aborted where it stands, when it neither waits nor looks at the token; asked on another thread.</param>
    /// <param name="stuck">Called once where it may not, and goes on.</param>
    /// <param name="cancellationToken">Stops it: what waits is woken with an exception, what computes is aborted. Native code goes on to its end first.</param>
    public static T Run<T>(Func<T> code, Func<T> interrupted, Func<bool> mayAbort, Action stuck, CancellationToken cancellationToken)
    {
        if (!cancellationToken.CanBeCanceled)
        {
            return code();
        }

        using var interruption = new Interruption(mayAbort, stuck);
        return interruption.RunAbortable(code, interrupted, cancellationToken);
    }

    public void Dispose() => abort.Dispose();

    private T RunAbortable<T>(Func<T> code, Func<T> interrupted, CancellationToken cancellationToken)
    {
        T? result = default;
        bool isFinished = false;
        var stopping = cancellationToken.Register(() => Task.Run(Stop, CancellationToken.None));
        try
        {
            // Marked obsolete because locks and static state may be left half-changed; made for interactive hosts, which have nothing else.
#pragma warning disable SYSLIB0046
            ControlledExecution.Run(
                () =>
                {
                    result = code();
                    isFinished = true;
                },
                abort.Token);
#pragma warning restore SYSLIB0046
        }
        catch (Exception error) when (cancellationToken.IsCancellationRequested && error is OperationCanceledException or ThreadInterruptedException)
        {
        }

        stopping.Dispose();
        End();
        return isFinished && !cancellationToken.IsCancellationRequested ? result! : interrupted();
    }

    private async Task Stop()
    {
        Task? aborting = null;
        bool isStuck = false;
        for (var waited = TimeSpan.Zero; Wake(); waited += WakingInterval)
        {
            await Task.Delay(WakingInterval).ConfigureAwait(false);
            if (waited >= Grace && aborting is null && !isStuck)
            {
                // On a thread of its own: to abort waits until the code has noticed.
                isStuck = !mayAbort();
                aborting = isStuck ? null : Task.Run(abort.Cancel, CancellationToken.None);
                if (isStuck)
                {
                    stuck();
                }
            }
        }

        await (aborting ?? Task.CompletedTask).ConfigureAwait(false);
    }

    // False once the code has ended. No thread that runs is woken: it would fail at its next wait instead.
    private bool Wake()
    {
        lock (gate)
        {
            if (isRunning && thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin))
            {
                thread.Interrupt();
            }

            return isRunning;
        }
    }

    // A thread that did not wait when it was woken would wake from its next wait instead.
    private void End()
    {
        bool isClear = false;
        while (!isClear)
        {
            try
            {
                lock (gate)
                {
                    isRunning = false;
                }

                Thread.Sleep(1);
                isClear = true;
            }
            catch (ThreadInterruptedException)
            {
            }
        }
    }
}
