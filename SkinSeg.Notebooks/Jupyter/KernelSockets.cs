using NetMQ;
using NetMQ.Sockets;

namespace SkinSeg.Notebooks.Jupyter;

/// <summary>Which socket a message goes through.</summary>
internal enum Channel
{
    /// <summary>Requests in their order.</summary>
    Shell,

    /// <summary>Requests that do not wait.</summary>
    Control,

    /// <summary>Outputs to all clients.</summary>
    Output,
}

/// <summary>The five sockets of a kernel, on a thread of their own. Messages may be sent from any thread.</summary>
internal sealed class KernelSockets : IDisposable
{
    // So long a message that was sent may take to leave when the kernel ends.
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(2);

    private readonly Dictionary<Channel, NetMQSocket> channels;
    private readonly RouterSocket input = new();
    private readonly ResponseSocket heartbeat = new();
    private readonly NetMQQueue<(Channel Channel, IReadOnlyList<byte[]> Frames)> outgoing = new();
    private readonly NetMQPoller poller;

    /// <summary>Binds the sockets.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="received">Called for each message, on the sockets' thread: it must not wait.</param>
    public KernelSockets(ConnectionInfo connection, Action<Channel, IReadOnlyList<byte[]>> received)
    {
        var (shell, control, output) = (new RouterSocket(), new RouterSocket(), new PublisherSocket());
        channels = new() { [Channel.Shell] = shell, [Channel.Control] = control, [Channel.Output] = output };
        foreach (var socket in channels.Values)
        {
            socket.Options.Linger = Linger;
            socket.Options.SendHighWatermark = 0; // an output that a slow client has not read yet is kept
        }

        shell.Bind(connection.Address(connection.ShellPort));
        control.Bind(connection.Address(connection.ControlPort));
        output.Bind(connection.Address(connection.IopubPort));
        input.Bind(connection.Address(connection.StdinPort));
        heartbeat.Bind(connection.Address(connection.HbPort));
        shell.ReceiveReady += (_, arguments) => received(Channel.Shell, Read(arguments.Socket));
        control.ReceiveReady += (_, arguments) => received(Channel.Control, Read(arguments.Socket));
        heartbeat.ReceiveReady += (_, arguments) => arguments.Socket.SendMultipartMessage(arguments.Socket.ReceiveMultipartMessage());
        outgoing.ReceiveReady += (_, _) => SendAll();
        poller = new() { shell, control, heartbeat, outgoing };
    }

    /// <summary>Begins to listen.</summary>
    public void Start() => poller.RunAsync("jupyter sockets");

    /// <summary>Sends frames; returns at once.</summary>
    public void Send(Channel channel, IReadOnlyList<byte[]> frames) => outgoing.Enqueue((channel, frames));

    public void Dispose()
    {
        poller.Stop();
        SendAll();
        poller.Dispose();
        foreach (var socket in channels.Values.Append(input).Append(heartbeat))
        {
            socket.Dispose();
        }

        outgoing.Dispose();
    }

    private static byte[][] Read(NetMQSocket socket) => [.. socket.ReceiveMultipartBytes()];

    private void SendAll()
    {
        while (outgoing.TryDequeue(out var message, TimeSpan.Zero))
        {
            channels[message.Channel].SendMultipartBytes(message.Frames);
        }
    }
}
