using System.Text.Json.Serialization;

namespace SkinSeg.Tensors;

/// <summary>What is done to colors 0–255 before an encoder sees them: a property of the weights it starts from (facts.md §1.5).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PreprocessingKind>))]
public enum PreprocessingKind
{
    /// <summary>Blue, green, red; minus (103.939, 116.779, 123.68), the ImageNet means. The paper's for ResNet152.</summary>
    Caffe,

    /// <summary>Red, green, blue; scaled to 0–1, minus (0.485, 0.456, 0.406), divided by (0.229, 0.224, 0.225).</summary>
    Torch,

    /// <summary>Red, green, blue; scaled to −1…1.</summary>
    TensorFlow,

    /// <summary>Red, green, blue; scaled to 0…1.</summary>
    Unit,
}
