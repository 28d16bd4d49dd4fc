using System.Text.RegularExpressions;

namespace SkinSeg.Weights;

/// <summary>From the keys that files use to those of the kit's networks, which are torchvision's and timm's (facts.md §3.7).</summary>
internal static partial class WeightNames
{
    /// <summary>What a whole network's file calls its encoder.</summary>
    public const string EncoderPrefix = "encoder.";

    // torchvision; Keras and Caffe ports; timm's Inception-ResNet-v2; Cadene; timm's Xception-65.
    private static readonly string[] Classifiers = ["fc.", "classifier.", "classif.", "last_linear.", "head.fc."];

    /// <summary>Whether it belongs to a classifier of images, which no segmentation network has.</summary>
    public static bool IsClassifier(string key) => Array.Exists(Classifiers, prefix => key.StartsWith(prefix, StringComparison.Ordinal));

    /// <summary>Whether it is a batch norm's count of its batches, the one whole number among weights; it changes no result.</summary>
    public static bool IsCounter(string key) => key.EndsWith("num_batches_tracked", StringComparison.Ordinal);

    /// <summary>A file's entries by their usual keys: without the <c>module.</c> of trainings on several devices, and with DenseNet's names of today.</summary>
    /// <exception cref="InvalidDataException">Two entries come to have the same key.</exception>
    public static IReadOnlyDictionary<string, WeightEntry> Canonical(WeightTable table)
    {
        const string Wrapper = "module.";
        int skip = table.Entries.All(entry => entry.Name.StartsWith(Wrapper, StringComparison.Ordinal)) ? Wrapper.Length : 0;
        var entries = new Dictionary<string, WeightEntry>();
        foreach (var entry in table.Entries)
        {
            string key = OldDenseName().Replace(entry.Name[skip..], "$1$2");
            if (!entries.TryAdd(key, entry))
            {
                throw new InvalidDataException($"{table.Path} has the key '{key}' under an old and a new name. Save it again.");
            }
        }

        return entries;
    }

    // norm.1 → norm1 and conv.2 → conv2 inside a dense layer (facts.md §3.3).
    [GeneratedRegex(@"(denselayer[0-9]+\.(?:norm|conv))\.([12]\.)", RegexOptions.CultureInvariant)]
    private static partial Regex OldDenseName();
}
