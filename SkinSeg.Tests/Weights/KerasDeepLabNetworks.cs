namespace SkinSeg.Tests.Weights;

/// <summary>The two DeepLabs of facts.md §2 as bonlime's file names their layers.</summary>
internal static class KerasDeepLabNetworks
{
    /// <summary>Xception-65, pyramid, decoder and an output of its own, or the 21 classes of Pascal VOC.</summary>
    public static KerasNetwork Xception65(int classes)
    {
        var network = new KerasNetwork().Convolution("entry_flow_conv1_1", (3, 3), (3, 32)).Norm("entry_flow_conv1_1_BN", 32)
            .Convolution("entry_flow_conv1_2", (3, 3), (32, 64)).Norm("entry_flow_conv1_2_BN", 64);
        Block(network, "entry_flow_block1", 64, [128, 128, 128], hasShortcut: true);
        Block(network, "entry_flow_block2", 128, [256, 256, 256], hasShortcut: true);
        Block(network, "entry_flow_block3", 256, [728, 728, 728], hasShortcut: true);
        for (int unit = 1; unit <= 16; unit++)
        {
            Block(network, $"middle_flow_unit_{unit}", 728, [728, 728, 728], hasShortcut: false);
        }

        Block(network, "exit_flow_block1", 728, [728, 1024, 1024], hasShortcut: true);
        Block(network, "exit_flow_block2", 1024, [1536, 1536, 2048], hasShortcut: false);
        Pooled(network, 2048);
        Separable(network, "aspp1", 2048, 256);
        Separable(network, "aspp2", 2048, 256);
        Separable(network, "aspp3", 2048, 256);
        network.Convolution("concat_projection", (1, 1), (1280, 256)).Norm("concat_projection_BN", 256)
            .Convolution("feature_projection0", (1, 1), (256, 48)).Norm("feature_projection0_BN", 48);
        Separable(network, "decoder_conv0", 304, 256);
        Separable(network, "decoder_conv1", 256, 256);
        return Output(network, classes);
    }

    /// <summary>MobileNetV2, pooled features and an output; it has no decoder.</summary>
    public static KerasNetwork MobileNetV2(int classes)
    {
        var network = new KerasNetwork().Convolution("Conv", (3, 3), (3, 32)).Norm("Conv_BN", 32);
        int[] widths = [16, 24, 24, 32, 32, 32, 64, 64, 64, 64, 96, 96, 96, 160, 160, 160, 320];
        int incoming = 32;
        foreach (var (block, width) in widths.Index())
        {
            string id = block == 0 ? "expanded_conv" : $"expanded_conv_{block}";
            int inside = block == 0 ? incoming : 6 * incoming;
            if (block > 0)
            {
                network.Convolution($"{id}_expand", (1, 1), (incoming, inside)).Norm($"{id}_expand_BN", inside);
            }

            network.Depthwise($"{id}_depthwise", inside).Norm($"{id}_depthwise_BN", inside)
                .Convolution($"{id}_project", (1, 1), (inside, width)).Norm($"{id}_project_BN", width);
            incoming = width;
        }

        Pooled(network, 320);
        network.Convolution("concat_projection", (1, 1), (512, 256)).Norm("concat_projection_BN", 256);
        return Output(network, classes);
    }

    private static void Pooled(KerasNetwork network, int channels) => network
        .Convolution("image_pooling", (1, 1), (channels, 256)).Norm("image_pooling_BN", 256)
        .Convolution("aspp0", (1, 1), (channels, 256)).Norm("aspp0_BN", 256);

    private static KerasNetwork Output(KerasNetwork network, int classes) =>
        network.Convolution(classes == 21 ? "logits_semantic" : "custom_logits_semantic", (1, 1), (256, classes), hasBias: true);

    private static void Block(KerasNetwork network, string id, int incoming, int[] widths, bool hasShortcut)
    {
        if (hasShortcut)
        {
            network.Convolution($"{id}_shortcut", (1, 1), (incoming, widths[^1])).Norm($"{id}_shortcut_BN", widths[^1]);
        }

        foreach (var (i, width) in widths.Index())
        {
            Separable(network, $"{id}_separable_conv{i + 1}", incoming, width);
            incoming = width;
        }
    }

    private static void Separable(KerasNetwork network, string id, int incoming, int width) => network
        .Depthwise($"{id}_depthwise", incoming).Norm($"{id}_depthwise_BN", incoming)
        .Convolution($"{id}_pointwise", (1, 1), (incoming, width)).Norm($"{id}_pointwise_BN", width);
}
