namespace SkinSeg.Tests.Weights;

/// <summary>The encoders of facts.md §3.2 to §3.5 as Keras writes them.</summary>
internal static class KerasNetworks
{
    private static readonly (int Blocks, int Width)[] ResNetStages = [(3, 64), (8, 128), (36, 256), (3, 512)];

    /// <summary>ResNet152 of fizyr: <c>res3b7_branch2a</c>.</summary>
    public static KerasNetwork CaffeResNet152()
    {
        var network = new KerasNetwork().Convolution("conv1", (7, 7), (3, 64)).Norm("bn_conv1", 64);
        int incoming = 64;
        foreach (var (stage, (blocks, width)) in ResNetStages.Index())
        {
            for (int block = 0; block < blocks; block++)
            {
                bool isNumbered = stage is 1 or 2;
                string id = $"{stage + 2}{(block == 0 ? "a" : isNumbered ? $"b{block}" : ((char)('a' + block)).ToString())}";
                network.Convolution($"res{id}_branch2a", (1, 1), (incoming, width)).Norm($"bn{id}_branch2a", width)
                    .Convolution($"res{id}_branch2b", (3, 3), (width, width)).Norm($"bn{id}_branch2b", width)
                    .Convolution($"res{id}_branch2c", (1, 1), (width, 4 * width)).Norm($"bn{id}_branch2c", 4 * width);
                if (block == 0)
                {
                    network.Convolution($"res{id}_branch1", (1, 1), (incoming, 4 * width)).Norm($"bn{id}_branch1", 4 * width);
                }

                incoming = 4 * width;
            }
        }

        return network.Dense("fc1000", 2048, 1000);
    }

    /// <summary>ResNet152 of keras-applications: <c>conv3_block8_1_conv</c>, with biases.</summary>
    public static KerasNetwork ResNet152()
    {
        var network = new KerasNetwork().Convolution("conv1_conv", (7, 7), (3, 64), hasBias: true).Norm("conv1_bn", 64);
        int incoming = 64;
        foreach (var (stage, (blocks, width)) in ResNetStages.Index())
        {
            for (int block = 1; block <= blocks; block++)
            {
                string id = $"conv{stage + 2}_block{block}";
                network.Convolution($"{id}_1_conv", (1, 1), (incoming, width), hasBias: true).Norm($"{id}_1_bn", width)
                    .Convolution($"{id}_2_conv", (3, 3), (width, width), hasBias: true).Norm($"{id}_2_bn", width);
                if (block == 1)
                {
                    network.Convolution($"{id}_0_conv", (1, 1), (incoming, 4 * width), hasBias: true);
                }

                network.Convolution($"{id}_3_conv", (1, 1), (width, 4 * width), hasBias: true);
                if (block == 1)
                {
                    network.Norm($"{id}_0_bn", 4 * width);
                }

                network.Norm($"{id}_3_bn", 4 * width);
                incoming = 4 * width;
            }
        }

        return network.Dense("predictions", 2048, 1000);
    }

    /// <summary>DenseNet169; the stem's names changed in Keras 3.</summary>
    public static KerasNetwork DenseNet169(string separator)
    {
        var network = new KerasNetwork().Convolution($"conv1{separator}conv", (7, 7), (3, 64)).Norm($"conv1{separator}bn", 64);
        int channels = 64;
        foreach (var (i, layers) in new[] { 6, 12, 32, 32 }.Index())
        {
            for (int layer = 1; layer <= layers; layer++, channels += 32)
            {
                string id = $"conv{i + 2}_block{layer}";
                network.Norm($"{id}_0_bn", channels).Convolution($"{id}_1_conv", (1, 1), (channels, 128))
                    .Norm($"{id}_1_bn", 128).Convolution($"{id}_2_conv", (3, 3), (128, 32));
            }

            if (i < 3)
            {
                network.Norm($"pool{i + 2}_bn", channels).Convolution($"pool{i + 2}_conv", (1, 1), (channels, channels / 2));
                channels /= 2;
            }
        }

        return network.Norm("bn", channels).Dense("fc1000", channels, 1000);
    }

    /// <summary>Xception, its unnamed layers counted from <paramref name="firstNumber"/> + 1.</summary>
    public static KerasNetwork Xception(int firstNumber = 0)
    {
        var network = new KerasNetwork { FirstNumber = firstNumber }
            .Convolution("block1_conv1", (3, 3), (3, 32)).Norm("block1_conv1_bn", 32).Convolution("block1_conv2", (3, 3), (32, 64)).Norm("block1_conv2_bn", 64);
        int incoming = 64;
        int[][] blocks = [[128, 128], [256, 256], [728, 728], .. Enumerable.Repeat<int[]>([728, 728, 728], 8), [728, 1024], [1536, 2048]];
        foreach (var (i, widths) in blocks.Index())
        {
            if (i is < 3 or 11)
            {
                network.Unnamed((1, 1), (incoming, widths[^1]), hasGamma: true);
            }

            foreach (var (unit, width) in widths.Index())
            {
                network.Separable($"block{i + 2}_sepconv{unit + 1}", (incoming, width)).Norm($"block{i + 2}_sepconv{unit + 1}_bn", width);
                incoming = width;
            }
        }

        return network.Dense("predictions", 2048, 1000);
    }

    /// <summary>Inception-ResNet-v2, its unnamed layers counted from <paramref name="firstNumber"/> + 1.</summary>
    public static KerasNetwork InceptionResNetV2(int firstNumber = 0)
    {
        var network = new KerasNetwork { FirstNumber = firstNumber };
        Branch(network, 3, (3, 3, 32), (3, 3, 32), (3, 3, 64), (1, 1, 80), (3, 3, 192));
        Branches(network, 192, [[(1, 1, 96)], [(1, 1, 48), (5, 5, 64)], [(1, 1, 64), (3, 3, 96), (3, 3, 96)], [(1, 1, 64)]]);
        for (int i = 1; i <= 10; i++)
        {
            Branches(network, 320, [[(1, 1, 32)], [(1, 1, 32), (3, 3, 32)], [(1, 1, 32), (3, 3, 48), (3, 3, 64)]]);
            network.Convolution($"block35_{i}_conv", (1, 1), (128, 320), hasBias: true);
        }

        Branches(network, 320, [[(3, 3, 384)], [(1, 1, 256), (3, 3, 256), (3, 3, 384)]]);
        for (int i = 1; i <= 20; i++)
        {
            Branches(network, 1088, [[(1, 1, 192)], [(1, 1, 128), (1, 7, 160), (7, 1, 192)]]);
            network.Convolution($"block17_{i}_conv", (1, 1), (384, 1088), hasBias: true);
        }

        Branches(network, 1088, [[(1, 1, 256), (3, 3, 384)], [(1, 1, 256), (3, 3, 288)], [(1, 1, 256), (3, 3, 288), (3, 3, 320)]]);
        for (int i = 1; i <= 10; i++)
        {
            Branches(network, 2080, [[(1, 1, 192)], [(1, 1, 192), (1, 3, 224), (3, 1, 256)]]);
            network.Convolution($"block8_{i}_conv", (1, 1), (448, 2080), hasBias: true);
        }

        return network.Convolution("conv_7b", (1, 1), (2080, 1536)).Norm("conv_7b_bn", 1536, hasGamma: false).Dense("predictions", 1536, 1000);
    }

    private static void Branches(KerasNetwork network, int incoming, (int Height, int Width, int Out)[][] branches)
    {
        foreach (var branch in branches)
        {
            Branch(network, incoming, branch);
        }
    }

    private static void Branch(KerasNetwork network, int incoming, params (int Height, int Width, int Out)[] units)
    {
        foreach (var (height, width, channels) in units)
        {
            network.Unnamed((height, width), (incoming, channels), hasGamma: false);
            incoming = channels;
        }
    }
}
