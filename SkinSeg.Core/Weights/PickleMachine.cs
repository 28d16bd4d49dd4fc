using System.Globalization;
using System.Runtime.InteropServices;
using static SkinSeg.Weights.PickleOpcode;

namespace SkinSeg.Weights;

/// <summary>
/// Runs a pickle that may come from anywhere. It builds tensors, dictionaries, lists, tuples, numbers, texts, bytes, truth values and None, and
/// refuses every class and function that these do not need by its name; what is wrong is a <see cref="FormatException"/> that says what.
/// </summary>
/// <remarks>
/// Python's types become <c>null</c>, <see cref="bool"/>, <see cref="long"/> (or a big integer), <see cref="double"/>, <see cref="string"/>,
/// byte arrays, lists and arrays of objects, <see cref="PickleDictionary"/> and <see cref="TorchTensor"/>. Nothing in it calls itself and
/// nothing that it builds is walked in depth, so nested or circular objects cost no more than their instructions.
/// </remarks>
/// <param name="cursor">The bytes; they are left behind the object's end.</param>
internal sealed class PickleMachine(PickleCursor cursor)
{
    // A training checkpoint of ResNet152 with its optimizer needs 130,000. The limit bounds time and memory (about 100 bytes each).
    private const int MostSteps = 1_000_000;

    private readonly List<object?> stack = [];
    private readonly List<int> marks = [];
    private readonly Dictionary<uint, object?> memo = [];
    private readonly TorchGlobals globals = new();
    private int steps;

    /// <summary>The storages that the object's tensors lie in, by key.</summary>
    public IReadOnlyDictionary<string, TorchStorage> Storages => globals.Storages;

    /// <summary>The object.</summary>
    /// <exception cref="FormatException">It is cut off, contradicts itself, needs too much work, or asks for more than data.</exception>
    public object? Run()
    {
        while (true)
        {
            Charge(1);
            var opcode = (PickleOpcode)cursor.Byte();
            if (opcode == Stop)
            {
                return Pop();
            }

            if (PickleConstants.TryRead(opcode, cursor, out object? value))
            {
                stack.Add(value);
            }
            else if (!RunStack(opcode) && !RunContainer(opcode) && !RunCall(opcode))
            {
                string place = string.Create(CultureInfo.InvariantCulture, $"0x{(byte)opcode:X2} at byte {cursor.Position - 1}");
                throw new FormatException($"its pickle has the instruction {place}, which weights do not need");
            }
        }
    }

    private bool RunStack(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case Protocol: cursor.Byte(); break;
            case Frame: cursor.Int64(); break;
            case Mark: marks.Add(stack.Count); break;
            case PickleOpcode.Pop: Pop(); break;
            case PopMark: PopToMark(); break;
            case Duplicate: stack.Add(Top()); break;
            case Get: stack.Add(Recall(cursor.Byte())); break;
            case LongGet: stack.Add(Recall(cursor.UInt32())); break;
            case Put: memo[cursor.Byte()] = Top(); break;
            case LongPut: memo[cursor.UInt32()] = Top(); break;
            case Memoize: memo[(uint)memo.Count] = Top(); break;
            default: return false;
        }

        return true;
    }

    private bool RunContainer(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Tuple: stack.Add(PopToMark()); break;
            case Tuple1: stack.Add(PopMany(1)); break;
            case Tuple2: stack.Add(PopMany(2)); break;
            case Tuple3: stack.Add(PopMany(3)); break;
            case Append: AddTo(PopMany(1)); break;
            case Appends: AddTo(PopToMark()); break;
            case SetItem: SetIn(PopMany(2)); break;
            case SetItems: SetIn(PopToMark()); break;
            default: return false;
        }

        return true;
    }

    private bool RunCall(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case Global:
                stack.Add(TorchGlobals.Find($"{cursor.Line()}.{cursor.Line()}"));
                break;
            case StackGlobal:
                stack.Add(PopMany(2) is [string module, string name] ? TorchGlobals.Find($"{module}.{name}") : throw Wrong("names a class by no text"));
                break;
            case Reduce or NewObject:
                stack.Add(PopMany(2) is [PickleGlobal global, object?[] arguments] ? Call(global, arguments) : throw Wrong("calls what cannot be called"));
                break;
            case Build:
                // State of an ordered dictionary (its metadata) or of a parameter (whether it is learned) is no weight.
                Pop();
                stack.Add(PopMany(1) is [PickleDictionary or TorchTensor] known ? known[0] : throw Wrong("gives a state to what has none"));
                break;
            case PersistentId:
                stack.Add(globals.Storage(Pop()));
                break;
            default:
                return false;
        }

        return true;
    }

    private object? Call(PickleGlobal global, object?[] arguments)
    {
        // A remembered list can be an argument many times, and each call copies it.
        Charge(arguments is [List<object?> pairs] ? pairs.Count : 0);
        return TorchGlobals.Call(global, arguments);
    }

    private void AddTo(object?[] items) => (Top() as List<object?> ?? throw Wrong("adds to what is no list")).AddRange(items);

    private void SetIn(object?[] items)
    {
        var dictionary = Top() as PickleDictionary ?? throw Wrong("sets a key of what is no dictionary");
        for (int i = 0; i + 1 < items.Length; i += 2)
        {
            dictionary.Set(items[i], items[i + 1]);
        }
    }

    private object? Recall(uint number) => memo.TryGetValue(number, out object? value) ? value : throw Wrong("recalls what it did not remember");

    private object? Top() => stack.Count > Floor() ? stack[^1] : throw Wrong("takes from an empty stack");

    private object? Pop() => PopMany(1)[0];

    private object?[] PopToMark()
    {
        int count = marks.Count > 0 ? stack.Count - marks[^1] : throw Wrong("lacks a mark");
        object?[] items = PopMany(count);
        marks.RemoveAt(marks.Count - 1);
        return items;
    }

    private object?[] PopMany(int count)
    {
        if (stack.Count - count < Floor())
        {
            throw Wrong("takes from an empty stack");
        }

        object?[] items = CollectionsMarshal.AsSpan(stack)[^count..].ToArray();
        stack.RemoveRange(stack.Count - count, count);
        return items;
    }

    private int Floor() => marks.Count > 0 ? marks[^1] : 0;

    private void Charge(int work)
    {
        if ((steps += work) > MostSteps)
        {
            throw new FormatException($"its pickle needs more than {MostSteps} steps");
        }
    }

    private static FormatException Wrong(string what) => new($"its pickle {what}");
}
