using SkinSeg.Primitives;

namespace SkinSeg.Tensors;

/// <summary>How pixel values 0–255 become a network's input: per channel (x − <see cref="Subtract"/>) / <see cref="Divide"/>.</summary>
/// <remarks>The mode belongs to the weights: each was trained with one (paper section II-A-2, facts.md §1.5).</remarks>
/// <param name="Kind">Which of the four.</param>
/// <param name="Subtract">Red, green and blue value that is subtracted.</param>
/// <param name="Divide">Red, green and blue value to divide by.</param>
/// <param name="BlueFirst">Whether the network takes blue, green, red.</param>
public sealed record Preprocessing(PreprocessingKind Kind, ValueList<double> Subtract, ValueList<double> Divide, bool BlueFirst)
{
    /// <summary>Blue first, channel means of ImageNet subtracted, not scaled: weights from Caffe (ResNet of Keras).</summary>
    public static Preprocessing Caffe { get; } = new(PreprocessingKind.Caffe, [123.68, 116.779, 103.939], [1, 1, 1], true);

    /// <summary>Mean and standard deviation of ImageNet: torchvision's weights, DenseNet's, and the kit's own networks.</summary>
    public static Preprocessing Torch { get; } = new(
        PreprocessingKind.Torch, [255 * 0.485, 255 * 0.456, 255 * 0.406], [255 * 0.229, 255 * 0.224, 255 * 0.225], false);

    /// <summary>−1 to 1: Xception, Inception-ResNet-v2 and DeepLab.</summary>
    public static Preprocessing TensorFlow { get; } = new(PreprocessingKind.TensorFlow, [127.5, 127.5, 127.5], [127.5, 127.5, 127.5], false);

    /// <summary>0 to 1: what the paper's text says of DeepLab.</summary>
    public static Preprocessing Unit { get; } = new(PreprocessingKind.Unit, [0, 0, 0], [255, 255, 255], false);

    /// <summary>The mode of a kind, as network configurations and model files name it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is none of the four.</exception>
    public static Preprocessing Of(PreprocessingKind kind) => kind switch
    {
        PreprocessingKind.Caffe => Caffe,
        PreprocessingKind.Torch => Torch,
        PreprocessingKind.TensorFlow => TensorFlow,
        PreprocessingKind.Unit => Unit,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Expected one of the four kinds."),
    };
}
