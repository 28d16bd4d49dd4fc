namespace SkinSeg.Weights;

/// <summary>Turns an <c>.h5</c> file of Keras into a safetensors file with the same arrays, which this kit reads without the HDF5 library.</summary>
/// <remarks>
/// HDF5 is a file system in a file, and its reader can stall or take a gigabyte on a damaged one. An <c>.h5</c> from elsewhere is therefore converted in a process of its
/// own with limits of time and memory (the verb <c>weights convert</c>), and the kit then reads the result. Nothing is renamed or turned: layers, their order and the order of
/// their arrays are kept in the metadata, and the keys of a network are found when the result is loaded. It needs no native library.
/// </remarks>
public static class KerasConversion
{
    /// <summary>Converts a file in this process; an old file is replaced only by a whole new one.</summary>
    /// <param name="h5Path">The file that Keras wrote.</param>
    /// <param name="safetensorsPath">The file to write.</param>
    /// <returns>Number of arrays.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is no file of Keras weights, or damaged; nothing was written.</exception>
    /// <exception cref="IOException">The new file cannot be written.</exception>
    public static int Convert(string h5Path, string safetensorsPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(safetensorsPath);
        using var layers = HdfLayers.Open(h5Path);
        var arrays = layers.Layers.SelectMany(layer => layer.Arrays).ToDictionary(array => array.Name);
        var metadata = new Dictionary<string, string> { [ConvertedLayers.MetadataKey] = ConvertedLayers.Describe(layers.Layers) };
        var entries = arrays.Values.Select(array => new WeightEntry(array.Name, array.Precision, array.Shape));
        SafeTensorsWriter.WriteArrays(safetensorsPath, entries, metadata, (entry, stream) => stream.Write(layers.Read(arrays[entry.Name])));
        return arrays.Count;
    }

    /// <summary>Whether a file begins as one of Keras does, so that it wants to be converted.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static bool IsKeras(string path) => KerasLayers.IsHdf(path);

    /// <summary>Whether a file holds layers as Keras has them: one of its own, or one that came from here.</summary>
    /// <exception cref="InvalidDataException">It is a damaged safetensors file.</exception>
    internal static bool IsOfKeras(string path)
    {
        if (IsKeras(path) || !WeightFile.IsSafeTensors(path))
        {
            return IsKeras(path);
        }

        using var table = SafeTensorsTable.Open(path);
        return Wrote(table.Metadata);
    }

    /// <summary>Whether a safetensors file with such metadata came from here, so that its keys are those of Keras.</summary>
    internal static bool Wrote(IReadOnlyDictionary<string, string> metadata) => metadata.ContainsKey(ConvertedLayers.MetadataKey);
}
