using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using SkinSeg.Notebooks.Engine;

namespace SkinSeg.Notebooks.Jupyter;

/// <summary>What a kernel starts from.</summary>
/// <param name="Connection">Where the client waits.</param>
/// <param name="Session">Folder, language and displays of the cells.</param>
/// <param name="Log">Gets a line for each message that is dropped, and for what goes wrong in the kernel itself.</param>
internal sealed record KernelConfig(ConnectionInfo Connection, CellSessionOptions Session, TextWriter Log);

/// <summary>A Jupyter kernel: requests come in through sockets, cells run one after the other, outputs go to all clients.</summary>
/// <remarks>
/// The sockets' thread only sorts messages. Requests of the shell wait in a queue for the thread that called <see cref="Run"/>; those of the
/// control channel are answered at once, so that a running cell can be interrupted.
/// </remarks>
internal sealed class KernelServer : IDisposable
{
    private readonly KernelConfig config;
    private readonly MessageCodec codec;
    private readonly KernelSockets sockets;
    private readonly BlockingCollection<KernelMessage> queue = [];
    private readonly string session = Guid.NewGuid().ToString("N");
    private readonly CancellationTokenSource ended = new();
    private readonly CellRequests cells;
    private KernelMessage? parent;

    /// <summary>Binds the sockets; requests are answered once <see cref="Run"/> is called.</summary>
    public KernelServer(KernelConfig config)
    {
        this.config = config;
        codec = new(config.Connection.Key);
        cells = new(config.Session, (type, content) => Publish(parent, type, content));
        sockets = new(config.Connection, Received);
        sockets.Start();
        Publish(null, "status", new() { ["execution_state"] = "starting" });
    }

    /// <summary>Answers requests until a client asks for a shutdown.</summary>
    /// <param name="cancellationToken">Ends the kernel too.</param>
    public void Run(CancellationToken cancellationToken = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ended.Token, cancellationToken);
        try
        {
            foreach (var request in queue.GetConsumingEnumerable(either.Token))
            {
                parent = request;
                Answer(Channel.Shell, request, () => cells.Answer(request, AbortQueued));
            }
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // A shutdown.
        }
    }

    public void Dispose()
    {
        cells.Dispose();
        sockets.Dispose();
        queue.Dispose();
        ended.Dispose();
    }

    private void Received(Channel channel, IReadOnlyList<byte[]> frames)
    {
        try
        {
            var message = codec.Decode(frames);
            if (channel == Channel.Shell)
            {
                queue.Add(message);
            }
            else
            {
                Answer(channel, message, () => Control(message));
            }
        }
        catch (Exception error) when (error is InvalidDataException or InvalidOperationException)
        {
            config.Log.WriteLine($"A message on {channel} was dropped: {error.Message}.");
        }
    }

    // Busy, the work, its reply, idle: clients wait for the last.
    private void Answer(Channel channel, KernelMessage request, Func<JsonObject?> work)
    {
        Publish(request, "status", new() { ["execution_state"] = "busy" });
        var reply = Safely(request, work);
        if (reply is not null)
        {
            Send(channel, KernelMessage.About(request, request.Type.Replace("_request", "_reply", StringComparison.Ordinal), reply, session, Now));
        }

        Publish(request, "status", new() { ["execution_state"] = "idle" });
        if (request.Type == "shutdown_request")
        {
            cells.Interrupt();
            ended.Cancel();
        }
    }

    private JsonObject? Safely(KernelMessage request, Func<JsonObject?> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Whatever a compiler does while it looks for names: the client gets an answer, and the session goes on.
            config.Log.WriteLine($"{request.Type} failed: {error}");
            return new() { ["status"] = "error", ["ename"] = error.GetType().FullName, ["evalue"] = error.Message, ["traceback"] = new JsonArray() };
        }
    }

    private JsonObject? Control(KernelMessage request)
    {
        switch (request.Type)
        {
            case "interrupt_request":
                cells.Interrupt();
                return new() { ["status"] = "ok" };
            case "shutdown_request":
                return new() { ["status"] = "ok", ["restart"] = (bool?)request.Content["restart"] ?? false };
            case "kernel_info_request":
                return KernelInfo.Reply(config.Session.Language);
            default:
                config.Log.WriteLine($"A message on Control was dropped: its type '{request.Type}' is not known.");
                return null;
        }
    }

    // After an error, cells that the client has sent already do not run.
    private void AbortQueued()
    {
        foreach (var request in Enumerable.Range(0, queue.Count).Select(_ => queue.Take()).ToList())
        {
            if (request.Type == "execute_request")
            {
                Answer(Channel.Shell, request, static () => new() { ["status"] = "aborted" });
            }
            else
            {
                queue.Add(request);
            }
        }
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private void Publish(KernelMessage? about, string type, JsonObject content)
    {
        var message = KernelMessage.About(about, type, content, session, Now);
        Send(Channel.Output, message with { Identities = [System.Text.Encoding.UTF8.GetBytes($"kernel.{session}.{type}")] });
    }

    private void Send(Channel channel, KernelMessage message) => sockets.Send(channel, codec.Encode(message));
}
