using System.Text.Json.Serialization;
using SkinSeg.Models;
using SkinSeg.Primitives;

namespace SkinSeg.Weights;

/// <summary>One published file of weights: where it is, how to know that it is whole, and what it expects of the network that takes it.</summary>
/// <remarks>Numbers are those of facts.md §2.6, §3.1 and §3.8; what nobody published is null, never guessed.</remarks>
public sealed record WeightSource
{
    /// <summary>Name in the <see cref="WeightRegistry"/>, for example <c>resnet152-torchvision</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the network in the <see cref="NetworkCatalogue"/> whose encoder, or whole, it fills.</summary>
    public required string Network { get; init; }

    /// <summary>Name of the file in the folder of weights: the published one, or one that tells files of the same published name apart.</summary>
    public required string FileName { get; init; }

    /// <summary>Where the file is published, the first choice first.</summary>
    public required ValueList<string> Addresses { get; init; }

    /// <summary>Release or commit of the place it is published at; null where it has none.</summary>
    public string? Revision { get; init; }

    /// <summary>Size of the file; null where unknown.</summary>
    public PublishedSize? Size { get; init; }

    /// <summary>Hash of the file; null where none is published.</summary>
    public FileHash? Hash { get; init; }

    /// <summary>License, as an SPDX name; of the code that comes with the weights where it says <c>(code)</c>; null where unknown.</summary>
    public string? License { get; init; }

    /// <summary>What the weights expect of the network: preprocessing, epsilon, position of the stride.</summary>
    public required WeightConvention Convention { get; init; }

    /// <summary>Trainable parameters as this source counts them, without a classifier for ImageNet's classes (facts.md §3.1); null where unknown.</summary>
    public long? Parameters { get; init; }

    /// <summary>What else is worth knowing; may be empty.</summary>
    public string Notes { get; init; } = string.Empty;

    /// <summary>Whether a file can be told from every other: a whole hash is published. Without one an <c>.h5</c> is not opened in the kit's own process.</summary>
    [JsonIgnore]
    public bool HasWholeHash => Hash is { IsWhole: true };
}
