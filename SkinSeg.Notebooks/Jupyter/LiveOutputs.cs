using System.Text.Json.Nodes;
using SkinSeg.Notebooks.Engine;

namespace SkinSeg.Notebooks.Jupyter;

/// <summary>Outputs of cells as messages, while they come. Text is sent in pieces of a moment, since programs write it letter by letter.</summary>
/// <param name="publish">Sends a message of a type to all clients.</param>
internal sealed class LiveOutputs(Action<string, JsonObject> publish) : IDisposable
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private NotebookOutputs format = new();
    private StreamOutput? waiting;
    private Timer? timer;

    /// <summary>Number of the cell whose outputs come from now on.</summary>
    public int ExecutionCount { get; private set; }

    /// <summary>Begins a cell.</summary>
    public void Begin(int executionCount)
    {
        lock (gate)
        {
            Send();
            (ExecutionCount, format) = (executionCount, new()); // a cell that is run again must bring its style sheet again
        }
    }

    /// <summary>Sends an output, or keeps its text for a moment.</summary>
    public void Add(CellOutput output)
    {
        lock (gate)
        {
            if (output is StreamOutput stream)
            {
                Keep(stream);
                return;
            }

            Send();
            Publish(output);
        }
    }

    /// <summary>Sends what waits.</summary>
    public void Flush()
    {
        lock (gate)
        {
            Send();
        }
    }

    public void Dispose()
    {
        Flush();
        timer?.Dispose();
    }

    private void Keep(StreamOutput stream)
    {
        if (waiting is { } before && before.IsError == stream.IsError)
        {
            waiting = before with { Text = before.Text + stream.Text };
            return;
        }

        Send();
        waiting = stream;
        timer ??= new(_ => Flush());
        timer.Change(Moment, Timeout.InfiniteTimeSpan);
    }

    private void Send()
    {
        if (waiting is { } stream)
        {
            waiting = null;
            publish("stream", new() { ["name"] = stream.IsError ? "stderr" : "stdout", ["text"] = stream.Text });
        }
    }

    private void Publish(CellOutput output)
    {
        switch (output)
        {
            case UpdateOutput update:
                publish("update_display_data", WithId(Content(new ValueOutput(update.Contents, IsResult: false)), update.DisplayId));
                break;
            case TimeOutput time:
                publish("display_data", new() { ["data"] = new JsonObject { ["text/plain"] = FormattableString.Invariant($"Wall time: {time.Milliseconds:F1} ms") }, ["metadata"] = new JsonObject() });
                break;
            case ValueOutput { DisplayId: { } id }:
                publish("display_data", WithId(Content(output), id));
                break;
            default:
                publish(output is ErrorOutput ? "error" : "execute_result", Content(output));
                break;
        }
    }

    private static JsonObject WithId(JsonObject content, string id)
    {
        content["transient"] = new JsonObject { ["display_id"] = id };
        return content;
    }

    // The same as in a file, but for texts, which the protocol has in one piece.
    private JsonObject Content(CellOutput output)
    {
        var content = (JsonObject)format.ToJson([output], ExecutionCount)[0]!.DeepClone();
        content.Remove("output_type");
        if (content["data"] is JsonObject data)
        {
            foreach (string type in data.Where(item => item.Value is JsonArray && !item.Key.EndsWith("json", StringComparison.Ordinal)).Select(item => item.Key).ToList())
            {
                data[type] = JupyterJson.Text(data[type]) ?? data[type]?.DeepClone();
            }
        }

        return content;
    }
}
