using System.Text.Json.Nodes;
using SkinSeg.Notebooks.Engine;

namespace SkinSeg.Notebooks.Jupyter;

/// <summary>Answers the requests of the shell: runs cells, and says what names there are.</summary>
internal sealed class CellRequests : IDisposable
{
    private readonly CellSessionOptions options;
    private readonly Action<string, JsonObject> publish;
    private readonly LiveOutputs outputs;
    private readonly CellSession session;
    private readonly KernelHistory history = new();
    private readonly Lock gate = new();
    private CancellationTokenSource? running;
    private int executionCount;

    /// <summary>Starts a session.</summary>
    /// <param name="options">Folder, language and displays of the cells.</param>
    /// <param name="publish">Sends a message of a type to all clients, about the request that is being answered.</param>
    public CellRequests(CellSessionOptions options, Action<string, JsonObject> publish)
    {
        (this.options, this.publish) = (options, publish);
        outputs = new(publish);
        session = new(options, outputs.Add);
    }

    /// <summary>Answers a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="abortQueued">Called when a cell failed and those behind it are not to run.</param>
    /// <returns>The reply; null for messages that have none.</returns>
    public JsonObject? Answer(KernelMessage request, Action abortQueued)
    {
        var content = request.Content;
        switch (request.Type)
        {
            case "execute_request":
                return Execute(content, abortQueued);
            case "kernel_info_request":
                return KernelInfo.Reply(options.Language);
            case "complete_request":
                return Complete(content);
            case "inspect_request":
                return Inspect(content);
            case "is_complete_request":
                return IsComplete(content);
            case "history_request":
                return history.Reply(content);
            case "comm_info_request":
                return new() { ["status"] = "ok", ["comms"] = new JsonObject() };
            case "comm_open":
                publish("comm_close", new() { ["comm_id"] = content["comm_id"]?.DeepClone(), ["data"] = new JsonObject() }); // no such target here
                return null;
            case "comm_msg" or "comm_close":
                return null;
            default:
                throw new InvalidDataException($"its type '{request.Type}' is not known");
        }
    }

    /// <summary>Stops the running cell; the session stays.</summary>
    public void Interrupt()
    {
        lock (gate)
        {
            running?.Cancel();
        }
    }

    public void Dispose()
    {
        session.Dispose();
        outputs.Dispose();
    }

    private JsonObject Execute(JsonObject content, Action abortQueued)
    {
        string code = CodeOf(content);
        bool isSilent = (bool?)content["silent"] ?? false;
        if (!isSilent)
        {
            executionCount++;
            history.Add(executionCount, code);
            publish("execute_input", new() { ["code"] = code, ["execution_count"] = executionCount });
        }

        outputs.Begin(executionCount);
        var failure = Run(code);
        outputs.Flush();
        if (failure is not null && ((bool?)content["stop_on_error"] ?? true))
        {
            abortQueued();
        }

        return failure is null
            ? new() { ["status"] = "ok", ["execution_count"] = executionCount, ["payload"] = new JsonArray(), ["user_expressions"] = new JsonObject() }
            : new()
            {
                ["status"] = "error",
                ["execution_count"] = executionCount,
                ["ename"] = failure.Name,
                ["evalue"] = failure.Message,
                ["traceback"] = new JsonArray([.. failure.ToString().Split('\n').Concat(failure.Trace).Select(line => (JsonNode)line)]),
            };
    }

    private CellFailure? Run(string code)
    {
        using var cancellation = new CancellationTokenSource();
        lock (gate)
        {
            running = cancellation;
        }

        try
        {
            return session.Run(executionCount, options.Language.KernelName(), code, cancellation.Token);
        }
        finally
        {
            lock (gate)
            {
                running = null;
            }
        }
    }

    private JsonObject Complete(JsonObject content)
    {
        var (code, position) = Cursor(content);
        var found = session.Complete(code, position);
        return new()
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. found.Names.Select(name => (JsonNode)name)]),
            ["cursor_start"] = CodePoints(code, found.Start),
            ["cursor_end"] = CodePoints(code, position),
            ["metadata"] = new JsonObject(),
        };
    }

    private JsonObject Inspect(JsonObject content)
    {
        var (code, position) = Cursor(content);
        string text = session.Inspect(code, position);
        return new()
        {
            ["status"] = "ok",
            ["found"] = text.Length > 0,
            ["data"] = text.Length > 0 ? new JsonObject { ["text/plain"] = text } : [],
            ["metadata"] = new JsonObject(),
        };
    }

    private JsonObject IsComplete(JsonObject content) =>
        session.IsComplete(CodeOf(content)) ? new() { ["status"] = "complete" } : new() { ["status"] = "incomplete", ["indent"] = "    " };

    private static string CodeOf(JsonObject content) => ((string?)content["code"] ?? string.Empty).Replace("\r\n", "\n", StringComparison.Ordinal);

    // The protocol counts code points, .NET UTF-16 units.
    private static (string Code, int Position) Cursor(JsonObject content)
    {
        string code = CodeOf(content);
        int points = (int?)content["cursor_pos"] ?? code.Length;
        return (code, code.EnumerateRunes().Take(points).Sum(rune => rune.Utf16SequenceLength));
    }

    private static int CodePoints(string code, int position) => code[..position].EnumerateRunes().Count();
}
