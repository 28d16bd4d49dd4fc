namespace SkinSeg.Experiments;

/// <summary>What the paper leaves open on training and images (facts.md §6.3).</summary>
internal static class AssumptionsOnTraining
{
    public static IReadOnlyList<Assumption> Items { get; } =
    [
        new("6.3-1", "Meaning of weight decay", "learning rate and weighs decay parameters equal to", "II-B-2", "The learning rate falls with the steps, rate/(1 + 10⁻⁴·step); weights do not decay", "Keras' Adam has this decay and no other, and the adopted code sets it", ["added to the gradient (L2)", "apart from the gradient (AdamW)"], "Experiment.Training.Optimizer.DecayMeaning") { ExpectedDefault = "LearningRate" },
        new("6.3-2", "Details of AMSGrad", "AMSGrad variant of Adam optimizer", "II-B-2", "The maximum is over uncorrected second moments", "Keras and PyTorch agree on it", [], "Experiment.Training.Optimizer.Amsgrad") { ExpectedDefault = "True" },
        new("6.3-3", "Batch size", "", "II-B-2", "16", "The adopted code's; larger images need smaller batches on the authors' cards", ["4 to 8 for attributes"], "Experiment.Training.BatchSize") { ExpectedDefault = "16" },
        new("6.3-4", "Steps of an epoch", "70 epochs for each fold", "II-B-2", "One pass over the fold's training images", "The usual meaning of the word", ["500 steps, as in the adopted code"], "") { NoSetting = "the epochs can be set instead" },
        new("6.3-5", "Frozen layers", "for all layers", "II-B-2", "None are frozen, and there is no warm-up", "So the sentence says", ["a warm-up of the decoder"], "") { NoSetting = "no layer can be frozen yet" },
        new("6.3-6", "What the sums run over", "", "Eq. 1, Eq. 3", "The whole batch", "A Keras loss sees the batch flattened", ["each image: Loss.JaccardCrossEntropyPerImage"], "Experiment.Training.Loss") { ExpectedDefault = "eq1" },
        new("6.3-7", "Images without the attribute in Eq. 3", @"\alpha = 0$ and $\beta = 1$ as recommended in [12]", "II-C-2", "Sums over the batch; for attributes, batches in which some image is positive", "Alone, an image without the attribute has no gradient", ["Loss.SquaredJaccardPerImage", "batches at random"], "Experiment.Training.BatchOrder") { ExpectedDefault = "Shuffled" },
        new("6.3-8", "Floor of Eq. 3", @"\alpha = 0$ and $\beta = 1$", "II-C-2", "Left as it is", "It vanishes for masks of many pixels", [], "") { NoSetting = "as printed" },
        new("6.3-9", "N of the cross-entropy", "$N$ is the number of pixels", "II-B-1", "All pixels of the batch", "A mean over the batch is what Keras takes", [], "") { NoSetting = "another loss can be written" },
        new("6.3-10", "Weights of the two parts of Eq. 1", "combination of soft Jaccard index with binary cross entropy", "II-B-1", "1 and 1", "As printed", ["Loss.Jaccard + 0.5 * Loss.CrossEntropy"], "Experiment.Training.Loss") { ExpectedDefault = "eq1" },
        new("6.3-11", "Logarithm of zero", "", "Eq. 1", "Computed from logits, which cannot overflow", "Keras clips for the same purpose", ["clipping at 10⁻⁷"], "") { NoSetting = "the difference is below rounding" },
        new("6.3-12", "Order of image sizes", @"resized to $192 \times 256$", "II-A-2", "Rows by columns, the aspect squashed", "Photographs are wider than high, and both sizes divide by 32", [], "Experiment.Preparation.Size"),
        new("6.3-13", "Interpolation", "images are resized to", "II-A-2", "Images by area, masks by nearest pixel", "Shrinking without aliasing, and masks stay binary", ["bilinear"], "Experiment.Preparation.ImageInterpolation") { ExpectedDefault = "Area" },
        new("6.3-24", "Kind of folds", "5-fold cross-validation scheme", "II-B-2", "Random by seed, the same for all networks and both tasks", "An ensemble over held-out images needs common folds", ["stratified", "near-duplicates kept together"], "Experiment.Folds.Stratify") { ExpectedDefault = "False" },
        new("6.3-25", "Best model", "best performing model on the validation subset", "II-B-2", "Least loss on the held-out fold, not augmented, after each epoch", "What a Keras checkpoint does", [], "") { NoSetting = "part of the procedure" },
        new("6.3-46", "Order of augmentation and preprocessing", "", "II-A-2, II-A-3", "Augmented in 0–255, then prepared for the network", "Changes of color need the photograph's range", [], "") { NoSetting = "ranges are given in 0–255" },
        new("6.3-47", "Batch norm while training", "", "II-B-2", "By the batch, running means with Keras' momentum", "Keras trains them unless frozen", ["frozen statistics"], "Experiment.Network.Decoder.BatchNormMomentum") { ExpectedDefault = "0.01" },
        new("6.3-48", "Scale of masks", "", "Eq. 1", "0 and 1", "The cross-entropy asks for it", [], "") { NoSetting = "the loss needs it" },
    ];
}
