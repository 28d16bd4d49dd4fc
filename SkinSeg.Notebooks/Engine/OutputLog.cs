using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Engine;

/// <summary>Collects the outputs of a run as they are stored: streams joined, displays with their last contents.</summary>
internal sealed class OutputLog
{
    private readonly Dictionary<int, List<CellOutput>> cells = [];
    private readonly Lock gate = new(); // tasks of a cell can outlive it
    private List<CellOutput> current = [];

    /// <summary>Outputs from here on belong to the cell <paramref name="number"/>.</summary>
    public void Begin(int number)
    {
        lock (gate)
        {
            cells[number] = current = [];
        }
    }

    /// <summary>Adds an output to the current cell, or puts new contents where a display stands.</summary>
    public void Add(CellOutput output)
    {
        lock (gate)
        {
            AddOne(output);
        }
    }

    /// <summary>The outputs of a cell so far.</summary>
    public ValueList<CellOutput> Of(int number)
    {
        lock (gate)
        {
            return new(cells.GetValueOrDefault(number, []));
        }
    }

    private void AddOne(CellOutput output)
    {
        switch (output)
        {
            case UpdateOutput update:
                Replace(update);
                break;
            case StreamOutput stream when current.LastOrDefault() is StreamOutput last && last.IsError == stream.IsError:
                current[^1] = last with { Text = last.Text + Lines(stream.Text) };
                break;
            case StreamOutput stream:
                current.Add(stream with { Text = Lines(stream.Text) });
                break;
            default:
                current.Add(output);
                break;
        }
    }

    private void Replace(UpdateOutput update)
    {
        foreach (var outputs in cells.Values)
        {
            int index = outputs.FindIndex(output => output is ValueOutput value && value.DisplayId == update.DisplayId);
            if (index >= 0)
            {
                outputs[index] = (ValueOutput)outputs[index] with { Contents = update.Contents };
            }
        }
    }

    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal);
}
