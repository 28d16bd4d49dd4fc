using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace SkinSeg.Weights;

/// <summary>
/// A <c>.pth</c> file of PyTorch before 1.6: pickles of a magic number, a version, the machine it was saved on, the object and the order of its
/// storages, and then of each storage the number of its numbers and these.
/// </summary>
internal sealed class TorchLegacyTable : TorchTable
{
    // The pickles of ResNet152 have 150 KB; more than this is damaged or hostile.
    private const long LongestPickles = 16 << 20;

    private const long KnownVersion = 1001;

    private static readonly BigInteger Magic = BigInteger.Parse("01950a86a20f9469cfc6c", NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private readonly Stream stream;
    private readonly IReadOnlyDictionary<string, long> begins;

    private TorchLegacyTable(Stream stream, IReadOnlyDictionary<string, long> begins) => (this.stream, this.begins) = (stream, begins);

    /// <summary>Checks the pickles and places of a stream, which belongs to the table from then on.</summary>
    /// <exception cref="InvalidDataException">It is damaged, contradicts itself, or asks for more than weights.</exception>
    public static TorchLegacyTable Open(Stream stream, string path)
    {
        byte[] head = new byte[Math.Min(stream.Length, LongestPickles)];
        stream.Position = 0;
        stream.ReadExactly(head);
        try
        {
            var cursor = new PickleCursor(head);
            CheckBeginning(cursor);
            var machine = new PickleMachine(cursor);
            var tensors = StateDictionary(machine.Run());
            var begins = Places(stream, machine.Storages, cursor);
            return new(stream, begins) { Path = path, Tensors = tensors, Entries = EntriesOf(tensors) };
        }
        catch (FormatException e)
        {
            throw Wrong(path, e.Message, e);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        stream.Dispose();
    }

    /// <inheritdoc/>
    protected override void Read(TorchStorage storage, Span<byte> destination)
    {
        stream.Position = begins[storage.Key];
        stream.ReadExactly(destination);
    }

    private static void CheckBeginning(PickleCursor cursor)
    {
        Expect(new PickleMachine(cursor).Run() is BigInteger magic && magic == Magic, "it is a pickle, but PyTorch did not save it");
        Expect(new PickleMachine(cursor).Run() is KnownVersion, "its version is unknown");
        Expect(new PickleMachine(cursor).Run() is PickleDictionary, "it does not describe the machine it was saved on");
    }

    // The storages follow each other, so none can overlap; each must have as many numbers as the pickle says, and all must fit the file.
    private static Dictionary<string, long> Places(Stream stream, IReadOnlyDictionary<string, TorchStorage> storages, PickleCursor cursor)
    {
        var order = new PickleMachine(cursor).Run() as List<object?> ?? throw new FormatException("it does not say the order of its storages");
        var begins = new Dictionary<string, long>();
        Span<byte> count = stackalloc byte[sizeof(long)];
        long position = cursor.Position;
        foreach (object? name in order)
        {
            string key = name as string ?? throw new FormatException("it names a storage by no text");
            Expect(storages.TryGetValue(key, out var storage), $"it has a storage '{key}' that no tensor uses");
            Expect(stream.Length - position >= count.Length, $"it is cut off before its storage '{key}'");
            stream.Position = position;
            stream.ReadExactly(count);
            Expect(BinaryPrimitives.ReadInt64LittleEndian(count) == storage!.Count, $"its storage '{key}' has another length than its tensors need");
            position += count.Length;
            Expect(storage.Bytes <= stream.Length - position, $"it is cut off in its storage '{key}'");
            Expect(begins.TryAdd(key, position), $"it has its storage '{key}' twice");
            position += (long)storage.Bytes;
        }

        Expect(begins.Count == storages.Count, $"it lacks the storage '{storages.Keys.FirstOrDefault(key => !begins.ContainsKey(key))}'");
        return begins;
    }

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FormatException(otherwise);
        }
    }
}
