using System.Globalization;
using PureHDF;

namespace SkinSeg.Weights;

/// <summary>Reads the attributes in which Keras lists names: strings of fixed or variable length, cut into several attributes where they are long.</summary>
internal static class HdfNames
{
    // ResNet152 has 515 layers, a batch norm four arrays; a file that claims more than this is damaged or hostile.
    private const ulong MostNames = 20_000;
    private const int LongestName = 1024;

    /// <summary>Whether the list is there.</summary>
    public static bool Exist(IH5Object owner, string name) => owner.AttributeExists(name) || owner.AttributeExists($"{name}0");

    /// <summary>The names in order; none where Keras wrote an empty list.</summary>
    /// <exception cref="FormatException">The list is missing or no list of names.</exception>
    public static List<string> Read(IH5Object owner, string name, long fileLength)
    {
        if (owner.AttributeExists(name))
        {
            return ReadOne(owner.Attribute(name), fileLength);
        }

        // Keras cuts lists above 64 KB, the most that an object's header holds: layer_names0, layer_names1, …
        var names = new List<string>();
        for (int part = 0; owner.AttributeExists(Part(name, part)); part++)
        {
            names.AddRange(ReadOne(owner.Attribute(Part(name, part)), fileLength));
            Expect((ulong)names.Count <= MostNames, $"'{name}' lists more than {MostNames} names");
        }

        Expect(names.Count > 0, $"'{owner.Name}' has no '{name}'");
        return names;
    }

    private static string Part(string name, int part) => string.Create(CultureInfo.InvariantCulture, $"{name}{part}");

    private static List<string> ReadOne(IH5Attribute attribute, long fileLength)
    {
        var count = attribute.Space.Type switch
        {
            H5DataspaceType.Null => UInt128.Zero,
            H5DataspaceType.Scalar => UInt128.One,
            _ => attribute.Space.Dimensions.Aggregate(UInt128.One, static (product, side) => product * side),
        };
        if (count == 0)
        {
            return []; // an empty list of Python has no kind: it is stored as no numbers
        }

        bool isText = attribute.Type.Class is H5DataTypeClass.String or H5DataTypeClass.VariableLength;
        Expect(isText && count <= MostNames, $"'{attribute.Name}' is no list of at most {MostNames} names");
        Expect(attribute.Type.Size > 0 && count * (UInt128)attribute.Type.Size <= (UInt128)fileLength, $"'{attribute.Name}' is longer than the file");
        var names = attribute.Read<string[]>().Select(text => (text ?? string.Empty).TrimEnd('\0')).ToList();
        Expect(names.All(text => text.Length is > 0 and <= LongestName), $"'{attribute.Name}' has an empty name or one above {LongestName} letters");
        return names;
    }

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new FormatException(otherwise);
        }
    }
}
