using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SkinSeg.Tests.Support;

/// <summary>What a client asked: the target as it stands in the first line, and the headers.</summary>
internal sealed record AskedRequest(string Target, IReadOnlyDictionary<string, string> Headers)
{
    /// <summary>First byte of a range; 0 where none is asked for.</summary>
    public int From => Headers.TryGetValue("Range", out string? range) ? int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture) : 0;
}

/// <summary>What the server answers; the connection is closed after it.</summary>
internal sealed record ScriptedReply(int Status, byte[] Body, params (string Name, string Value)[] Headers)
{
    /// <summary>Length to promise: the body's, unless told otherwise; null promises none, and the end of the connection ends the body.</summary>
    public long? Promised { get; init; } = Body.Length;

    /// <summary>Whether the connection stays open and silent after the body, until the server stops.</summary>
    public bool ThenSilent { get; init; }
}

/// <summary>A server on this machine that answers as a test says, also as no honest server would.</summary>
internal sealed class FaultyServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<AskedRequest> asked = new();
    private readonly Func<AskedRequest, int, ScriptedReply> answer;

    /// <summary>Starts; <paramref name="answer"/> is told the request and how many came before it.</summary>
    public FaultyServer(Func<AskedRequest, int, ScriptedReply> answer)
    {
        this.answer = answer;
        listener.Start();
        _ = Task.Run(Accept);
    }

    /// <summary>For example <c>http://127.0.0.1:40001</c>.</summary>
    public string Address => $"http://{listener.LocalEndpoint}";

    /// <summary>All requests so far.</summary>
    public IReadOnlyList<AskedRequest> Asked => [.. asked];

    /// <summary>A whole file with an entity tag, from the byte that was asked for, as an honest server gives it.</summary>
    public static ScriptedReply Honest(AskedRequest request, byte[] file, string tag = "\"one\"") =>
        request.From == 0 || (request.Headers.TryGetValue("If-Range", out string? wanted) && wanted != tag)
            ? new(200, file, ("ETag", tag))
            : new(206, file[request.From..], ("ETag", tag), ("Content-Range", $"bytes {request.From}-{file.Length - 1}/{file.Length}"));

    public void Dispose()
    {
        stop.Cancel();
        listener.Stop();
        stop.Dispose();
    }

    private async Task Accept()
    {
        var token = stop.Token;
        try
        {
            while (true)
            {
                var connection = await listener.AcceptTcpClientAsync(token);
                _ = Task.Run(() => Serve(connection, token), token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task Serve(TcpClient connection, CancellationToken token)
    {
        using var open = connection;
        try
        {
            await using var stream = open.GetStream();
            var request = await Read(stream, token);
            ScriptedReply reply;
            lock (asked)
            {
                reply = answer(request, asked.Count);
                asked.Enqueue(request);
            }

            var head = new StringBuilder($"HTTP/1.1 {reply.Status} Scripted\r\nConnection: close\r\n");
            head.Append(reply.Promised is { } length ? $"Content-Length: {length}\r\n" : string.Empty);
            head.AppendJoin(string.Empty, reply.Headers.Select(header => $"{header.Name}: {header.Value}\r\n")).Append("\r\n");
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head.ToString()), token);
            await stream.WriteAsync(reply.Body, token);
            if (reply.ThenSilent)
            {
                await Task.Delay(Timeout.Infinite, token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            // The client went away, or the test is over.
        }
    }

    private static async Task<AskedRequest> Read(NetworkStream stream, CancellationToken token)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        string target = (await reader.ReadLineAsync(token))!.Split(' ')[1];
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        while (await reader.ReadLineAsync(token) is { Length: > 0 } line)
        {
            string[] parts = line.Split(": ", 2);
            headers[parts[0]] = parts[1];
        }

        return new(target, headers);
    }
}
