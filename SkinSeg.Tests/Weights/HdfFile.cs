using PureHDF;

namespace SkinSeg.Tests.Weights;

/// <summary>Writes small <c>.h5</c> files as Keras does.</summary>
internal static class HdfFile
{
    /// <summary>A layer's arrays by their name below the layer; an array is the numbers, flat, and its sides.</summary>
    public static H5Group Layer(params (string Name, Array Numbers, ulong[] Sides)[] arrays)
    {
        var group = new H5Group();
        foreach (var (name, numbers, sides) in arrays)
        {
            string[] path = name.Split('/');
            var inner = path[..^1].Aggregate(group, static (parent, part) => (H5Group)(parent[part] = new H5Group()));
            inner[path[^1]] = numbers switch
            {
                float[] singles => new H5Dataset(singles, fileDims: sides),
                double[] doubles => new H5Dataset(doubles, fileDims: sides),
                Half[] halves => new H5Dataset(halves, fileDims: sides),
                int[] whole => new H5Dataset(whole, fileDims: sides),
                _ => throw new ArgumentException($"Expected numbers, got {numbers}.", nameof(arrays)),
            };
        }

        group.Attributes["weight_names"] = new H5Attribute(arrays.Select(array => array.Name).ToArray());
        return group;
    }

    /// <summary>Writes layers under the root or under <c>model_weights</c>; names as text of fixed length where <paramref name="textLength"/> is above 0.</summary>
    public static void Write(string path, IEnumerable<(string Name, H5Group Group)> layers, bool isModel = false, int textLength = 0)
    {
        var file = new H5File();
        H5Group root = isModel ? [] : file;
        foreach (var (name, group) in layers)
        {
            Nest(root, name.Split('/'), group);
        }

        root.Attributes["layer_names"] = new H5Attribute(layers.Select(layer => layer.Name).ToArray());
        if (isModel)
        {
            file["model_weights"] = root;
        }

        Write(path, file, textLength);
    }

    // A slash in a name makes groups in groups.
    private static void Nest(H5Group parent, string[] names, H5Group group)
    {
        if (names.Length == 1)
        {
            parent[names[0]] = group;
            return;
        }

        if (!parent.TryGetValue(names[0], out object? inner))
        {
            parent[names[0]] = inner = new H5Group();
        }

        Nest((H5Group)inner, names[1..], group);
    }

    /// <summary>Writes any file; arrays lie in one piece outside of their headers, as h5py lays them.</summary>
    public static void Write(string path, H5File file, int textLength = 0)
    {
        using var stream = File.Create(path);
        file.Write(stream, new H5WriteOptions { DefaultStringLength = textLength, PreferCompactDatasetLayout = false });
    }
}
