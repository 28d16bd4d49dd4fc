using System.Text.Json.Serialization;

namespace SkinSeg.Models;

/// <summary>How strided windows are laid over an even side (facts.md §3.6).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PaddingRule>))]
public enum PaddingRule
{
    /// <summary>As in the network's own reference code in PyTorch: the same amount on both sides, or none.</summary>
    Reference,

    /// <summary>TensorFlow's "same", as the paper's adopted code uses: the odd pixel of padding goes to the bottom and the right.</summary>
    TensorFlowSame,
}
