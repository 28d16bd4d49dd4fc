namespace SkinSeg.Experiments;

/// <summary>Slips of the pen (facts.md §6.1).</summary>
internal static class AssumptionsOnSlips
{
    public static IReadOnlyList<Assumption> Items { get; } =
    [
        new("6.1-1", "Sign of the product in Eq. 1's denominator", @"\sum y_t + \sum y_p + \sum y_t y_p + \beta", "Eq. 1", "The product is subtracted", "Only then is the loss of a perfect mask near 0; Eq. 3 subtracts it", ["as printed: Loss.JaccardCrossEntropyAsPrinted"], "Experiment.Training.Loss") { ExpectedDefault = "eq1" },
        new("6.1-2", "Sign and bracket of the cross-entropy", @"\frac{1}{N} \sum y_t \log(y_p) + (1 - y_t) \log(1 - y_p)", "Eq. 1", "The negative mean of both terms", "What is minimised must fall as masks get better", ["as printed: Loss.JaccardCrossEntropyAsPrinted"], "Experiment.Training.Loss") { ExpectedDefault = "eq1" },
        new("6.1-3", "Low threshold of ResNet152", "(0.8, 35)", "Table I", "0.35", "The grid holds 0.35, and thresholds are probabilities", [], "") { NoSetting = Printed },
        new("6.1-4", "Number of training images", "2549 training images", "IV-A", "2594", "The paper says so elsewhere, as does the challenge", [], "") { NoSetting = Printed },
        new("6.1-5", "Depth of the ResNet", "ResNet151", "Tables I–III", "ResNet152", "The text and the adopted code have 152 layers", [], "Experiment.Network.Name") { ExpectedDefault = "resnet152" },
        new("6.1-6", "What ResNetV2 is", "Inception-ResNet v2 (ResNetV2)", "II-A-1", "Inception-ResNet-v2", "The paper defines it so; the adopted code uses the same short name", ["a ResNet with pre-activation"], "Experiment.Network"),
        new("6.1-7", "Version of DeepLab", "DeepLabV3 [22] network", "II-A-1", "DeepLabV3+", "The reference and the adopted code are of V3+", ["DeepLabV3 without a decoder"], "Experiment.Network.Decoder"),
        new("6.1-8", "Name of DenseNet", "DensNet169", "II-A-1", "DenseNet169", "A missing letter", [], "") { NoSetting = Printed },
        new("6.1-9", "Where the base networks sit", "base networks in its decoding path", "Fig. 1", "In the encoding path", "The text describes them as encoders", [], "") { NoSetting = Printed },
        new("6.1-10", "Row Jaccard index", "row Jaccard index", "III-B", "The raw index, without a threshold of 0.65", "It stands beside the thresholded one", [], "") { NoSetting = "both are always scored" },
        new("6.1-11", "Weighs decay", "weighs decay parameters", "II-B-2", "See 6.3-1", "The words name no quantity of Keras", [], "Experiment.Training.Optimizer.DecayMeaning") { ExpectedDefault = "LearningRate" },
        new("6.1-12", "Name of the 2016 challenge", "ISIBI2016", "I", "ISBI 2016", "A doubled letter", [], "") { NoSetting = Printed },
        new("6.1-13", "Source of the data", "ISIC2018 dataset [28]", "II-C-1", "Images of Tasks 1 and 2 from the ISIC archive", "Reference 28 is the set of Task 3, under another licence", [], "") { NoSetting = "the data set is what one opens" },
        new("6.1-14", "Rows of Fig. 2", "second to seventh rows", "IV-A", "Rows 2 to 6 are the models, row 7 the ensemble", "Five models and one ensemble follow one row of images", [], "") { NoSetting = Printed },
        new("6.1-15", "Columns of Fig. 2", "", "IV-A", "Columns 3 to 5", "There are five samples", [], "") { NoSetting = Printed },
        new("6.1-16", "Mean Jaccard of ResNet over attributes", "", "Table III", "0.250", "That is the mean of the five printed cells", ["0.245 as printed"], "") { NoSetting = Printed },
        new("6.1-17", "Dice cells that do not follow from Jaccard", "", "Table III", "2J/(1 + J) is taken for right", "All other cells agree to a thousandth, as pooled counts must", ["as printed"], "") { NoSetting = Printed },
        new("6.1-18", "How the grids are written", @"T_L \in [0.3 : 0.05 : 0.85]", "II-B-3", "Sets of 7 and of 12 values", "The low one is a range as MATLAB writes it", [], "Experiment.Search.Grid"),
        new("6.1-19", "The last high threshold", "0.995, 0.996", "II-B-3", "0.996", "It is printed, and the best is never there", ["0.999"], "Experiment.Search.Grid.High"),
        new("6.1-20", "Upper value than T_L", "upper value than", "II-B-3", "The mask is where the probability exceeds T_L", "No other reading gives a mask of the lesion", [], "") { NoSetting = "the rule itself" },
    ];

    private const string Printed = "a matter of print, nothing is computed from it";
}
