using System.Text.Json;
using SkinSeg.Primitives;
using SkinSeg.Weights;
using static TorchSharp.torch;

namespace SkinSeg.Training;

/// <summary>The files of a checkpoint: tensors as safetensors, everything else as JSON.</summary>
internal static class CheckpointFiles
{
    private const string Weights = "weights.safetensors";
    private const string Optimizer = "optimizer.safetensors";
    private const string Best = "best.safetensors";
    private const string State = "state.json";
    private const string Machine = "machine.json";

    private static readonly Dictionary<string, string> NoText = [];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Files that each checkpoint has; the best weights are there from the first epoch with a finite validation loss on.</summary>
    public static IReadOnlyList<string> Needed { get; } = [Weights, Optimizer, State, Machine];

    /// <summary>Writes all files of a session.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="session">The training.</param>
    /// <param name="written">Told of each file.</param>
    public static void Write(string folder, TrainingSession session, Action<string> written)
    {
        void Save(string name, Action<string> write)
        {
            write(Path.Combine(folder, name));
            written(name);
        }

        var (network, optimizer, best) = session.Tensors;
        Save(Weights, path => SafeTensorsWriter.Write(path, network.state_dict(), NoText));
        Save(Optimizer, optimizer.Save);
        if (best.Weights.Count > 0)
        {
            Save(Best, path => SafeTensorsWriter.Write(path, best.Weights, NoText));
        }

        Save(State, path => AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, session.State, Indented)));
        Save(Machine, path => AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, session.Machine, Indented)));
    }

    /// <summary>Lets a session go on from a checkpoint that was found whole.</summary>
    /// <exception cref="InvalidDataException">It is of another network.</exception>
    public static void Read(string folder, TrainingSession session)
    {
        var (network, optimizer, best) = session.Tensors;
        Fill(Path.Combine(folder, Weights), network);
        optimizer.Load(Path.Combine(folder, Optimizer));
        if (File.Exists(Path.Combine(folder, Best)))
        {
            best.Load(Path.Combine(folder, Best), network);
        }

        session.Continue(Json<TrainingState>(folder, State), Json<MachineState>(folder, Machine));
    }

    private static void Fill(string path, nn.Module network)
    {
        using var table = SafeTensorsTable.Open(path);
        WeightCopy.Exactly(table, network.state_dict(), coverage => $"{path} is not of this network: {coverage}. Continue with the network of the training that saved it.");
    }

    private static T Json<T>(string folder, string name) =>
        JsonSerializer.Deserialize<T>(File.ReadAllText(Path.Combine(folder, name))) ?? throw new InvalidDataException($"{Path.Combine(folder, name)} is empty.");
}
