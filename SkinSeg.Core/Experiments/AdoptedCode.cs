using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>How large a network is in the code that the paper adopts (section III-C), for one output map.</summary>
/// <param name="Network">The kit's name of the network.</param>
/// <param name="TrainableParameters">Numbers that training changes.</param>
/// <param name="Statistics">Running means and variances of its batch norms.</param>
/// <param name="Source">Where facts.md counts them.</param>
public sealed record AdoptedNetwork(string Network, long TrainableParameters, long Statistics, string Source);

/// <summary>Numbers of the two public repositories whose networks the paper adopts. They were counted by building their definitions layer by layer.</summary>
public static class AdoptedCode
{
    /// <summary>The paper's five networks, in the order of the paper's text, and the smaller choice of DeepLab's encoder.</summary>
    /// <remarks>
    /// Inception-ResNet-v2 has no batch-norm scales there, as in Keras; with those of PyTorch's weights it has 30,272 numbers more, 60,458,593.
    /// </remarks>
    public static ValueList<AdoptedNetwork> Networks { get; } =
    [
        new("resnet152", 64_476_161, 151_936, "facts.md §1.3"),
        new("densenet169", 18_784_065, 158_912, "facts.md §1.3"),
        new("xception", 27_194_601, 55_040, "facts.md §1.3"),
        new("inception-resnet-v2", 60_428_321, 61_056, "facts.md §1.3"),
        new("deeplab", 41_050_273, 202_800, "facts.md §2.5"),
        new("deeplab-mobilenet", 2_108_417, 33_088, "facts.md §2.5"),
    ];
}
