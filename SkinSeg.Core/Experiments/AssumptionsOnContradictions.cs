namespace SkinSeg.Experiments;

/// <summary>Places where the paper contradicts itself or the code it adopts (facts.md §6.2).</summary>
internal static class AssumptionsOnContradictions
{
    public static IReadOnlyList<Assumption> Items { get; } =
    [
        new("6.2-1", "Thresholds of the submission", "Using the obtained optimal threshold", "IV-A; Tables I, II", "Search by cross-validation; the printed pair of the submission is DualThreshold.Submission", "Tables I and II print different low thresholds", ["0.8 and 0.65 for all"], "Experiment.Search"),
        new("6.2-2", "Whether the ensemble is best", "better than every single model performance", "IV-A", "It is claimed for cross-validation alone", "Table II has three networks above the ensemble", [], "") { NoSetting = "a matter of judgement" },
        new("6.2-3", "Rank of Inception-ResNet-v2", "outperforms other models", "IV-A", "Both ranks are reported", "First in Table I, last in Table II", [], "") { NoSetting = "a matter of judgement" },
        new("6.2-4", "The best high threshold is the lowest tried", @"T_H \in [0.8, 0.9, 0.95, 0.975, 0.99, 0.995, 0.996]", "II-B-3", "The paper's grid", "An optimum at a border may lie beyond it, but the grid is given", ["values from 0.5 to 0.75 as well"], "Experiment.Search.Grid.High"),
        new("6.2-5", "Preprocessing for Inception-ResNet-v2", "subtracting the channel wise mean of the ImageNet dataset", "II-A-2", "Values from −1 to 1", "The principle stated is that of the base model, whose weights were made so", ["mean subtraction, as the text says"], "Experiment.Network.Preprocessing"),
        new("6.2-6", "Preprocessing for DeepLab", "input images are scaled between (0, 1)", "II-A-2", "Values from −1 to 1", "The adopted code and its weights use them", ["0 to 1, as the text says"], "Experiment.Network.Preprocessing"),
        new("6.2-7", "Number of doublings", "equal to the number of max-pooling layers", "II-A-1", "Five, one for each halving", "ResNet has a single max-pooling", [], "Experiment.Network.Decoder"),
        new("6.2-8", "How skips are merged", "merged by \"add\" operators", "II-A-1", "Added in the pyramid; the finest is concatenated", "The adopted code does so", ["added everywhere"], "") { NoSetting = "the decoder of the adopted code" },
        new("6.2-9", "Convolutions in each level", "up-sampled followed by convolution layers in each level", "II-A-1", "As in the adopted pyramid", "The sentence alone does not fix a network", [], "Experiment.Network.Decoder"),
        new("6.2-10", "Initial weights of the decoder", "initialized using uniform Glorot", "II-B-2", "Glorot uniform", "The paper says so, though the adopted code differs", ["He normal"], "Experiment.Network.Decoder.Initializer") { ExpectedDefault = "GlorotUniform" },
        new("6.2-11", "Number of views", "25 predictions are acquired and averaged", "II-D", "The image and four changes of it: five views", "Five views by five folds are 25", [], "Experiment.Views"),
        new("6.2-12", "Average over attributes", "averaging the attained metrics for all 5 different attributes", "III-B", "Both averages are reported; Table III has the mean of five", "The challenge pools all attributes", [], "") { NoSetting = "both are always scored" },
        new("6.2-13", "Squares in Eq. 3 and none in Eq. 1", @"\sum y_t^2 + \sum y_p^2 - \sum y_t y_p + \beta", "Eq. 3", "As printed: plain sums for lesions, squares for attributes", "The loss that Eq. 3 cites squares", [], "Experiment.Training.Loss") { ExpectedDefault = "eq1" },
        new("6.2-14", "Networks of Task 2", "the same as the models we introduced in the previous section", "II-C", "Three: ResNet152, DenseNet169, Inception-ResNet-v2", "Table III has these", ["all five"], "Experiment.Network"),
    ];
}
