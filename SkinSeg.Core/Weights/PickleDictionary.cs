namespace SkinSeg.Weights;

/// <summary>A class or function that a pickle names; only names in <see cref="TorchGlobals"/> come to be.</summary>
/// <param name="Name">Module and name, joined by a dot.</param>
internal sealed record PickleGlobal(string Name);

/// <summary>A dictionary from a pickle. Only its text keys are kept: what an optimizer files under numbers holds no weights.</summary>
internal sealed class PickleDictionary
{
    // Longer than any key of a network. It bounds the time that hashing takes: one long text may be set as a key a million times.
    private const int LongestKey = 1000;

    // Made with the first key: a hostile pickle can ask for a million empty dictionaries.
    private Dictionary<string, object?>? items;

    /// <summary>Keys and values in their order.</summary>
    public IEnumerable<KeyValuePair<string, object?>> Items => items ?? [];

    /// <summary>The value of a key, or null.</summary>
    public object? Find(string key) => items?.GetValueOrDefault(key);

    /// <summary>Sets a key.</summary>
    /// <exception cref="FormatException">The key is longer than any name.</exception>
    public void Set(object? key, object? value)
    {
        if (key is not string text)
        {
            return;
        }

        if (text.Length > LongestKey)
        {
            throw new FormatException($"its pickle has a key of more than {LongestKey} letters");
        }

        (items ??= [])[text] = value;
    }
}
