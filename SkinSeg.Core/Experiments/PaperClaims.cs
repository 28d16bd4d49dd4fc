using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>The claims of the paper's text, so that no notebook has to type them.</summary>
public static class PaperClaims
{
    /// <summary>All of them, in the order of the paper.</summary>
    public static ValueList<PaperClaim> All { get; } =
    [
        Claim("transfer", "section II-A", "Transfer learning is about using the knowledge learned from dealing with one problem to address another", "Jaccard from ImageNet's weights, minus from random ones") with
        {
            Command = "train --budget paper --data DIR --weights FILE for every fold, and the same without --weights",
        },
        Claim("augmentation", "abstract; section II-A-3", "To circumvent the lack of training data and increase the proposed model generalization, an extensive set of novel augmentation routines", "Jaccard with augmentation, minus without") with
        {
            Command = "SKINSEG_BUDGET=paper SKINSEG_DATA=DIR, then run notebooks/19-ablations.ipynb",
        },
        Claim("jaccard-faster", "section II-B-1", "The Jaccard part of loss function makes the training process converge faster and more stable", "epochs to the best loss with cross-entropy alone, minus with Eq. 1") with
        {
            Command = Other("Loss = Loss.CrossEntropy"),
        },
        Claim("cross-entropy-borders", "section II-B-1", "it leads to a more precise boundary estimation", "Jaccard with Eq. 1, minus with its Jaccard part alone") with { Command = Other("Loss = Loss.Jaccard") },
        Claim("pigment-most", "section II-C", "pigment network is an attribute that is present in the most of dermoscopic images", "share of images with pigment network") with { Expected = 0.5 },
        Claim("streaks", "section II-C-1", "100 images contain Streaks attribute", "images with streaks") with
        {
            Relation = PaperClaim.EqualTo, Expected = PaperProse.ImagesWithStreaks, Reason = "a count has no tolerance",
        },
        Claim("subsampling", "section II-C-1", "the class adjustment leads to having a sensible prediction map", "Jaccard of attributes with balanced training images, minus with all") with
        {
            Command = "two studies that differ in Subsampling = SubsamplingConfig.Off alone",
        },
        Claim("alpha", "section II-C-2", "to prevent network to be biased toward negative class and to clearly predict all zero pixels", "Jaccard of attributes with α = 0, minus with α = 1") with
        {
            Command = Other("Loss = OverlapLosses.Jaccard(new() { Squared = true })"),
        },
        Claim("test-time", "section II-D", "ensembling techniques can elevate the performance considerably", "Jaccard of five views, minus of one") with
        {
            Command = "SKINSEG_BUDGET=paper SKINSEG_DATA=DIR, then run notebooks/07-test-time-augmentation-and-ensembles.ipynb",
        },
        Claim("predictions", "section II-D", "25 predictions are acquired and averaged", "folds × views of a network") with
        {
            Relation = PaperClaim.EqualTo, Expected = PaperProse.Predictions, Reason = "a count has no tolerance",
        },
        Claim("images", "section IV-A", "5 fold cross-validation experiments on 2549 training images", "training images") with
        {
            Relation = PaperClaim.EqualTo, Expected = PaperProse.TrainingImagesOfResults, Reason = "a count has no tolerance", Finding = "text/images",
        },
        Claim("inception", "section IV-A", "\"resnetv2\" outperforms other models", "thresholded Jaccard of Inception-ResNet-v2, minus of the best other network"),
        Claim("ensemble-lesions", "section IV-A", "Evaluation metrics derived from ensemble predictions are better than every single model performance", "thresholded Jaccard of the ensemble, minus of the best network"),
        Claim("ensemble-validation", "section IV-A; Table II", "the positive effect of model ensembling", "thresholded Jaccard on the validation set of the ensemble, minus of the best network") with
        {
            Finding = "noise/ensemble-validation", Command = PaperNumbers.Find("table-2/ensemble/thresholded-jaccard").Command,
        },
        Claim("thresholds", "section IV-A", "Using the obtained optimal threshold on cross-validation", "T_L of the validation set, minus T_L of cross-validation") with
        {
            Relation = PaperClaim.EqualTo, Reason = "the same threshold, or another", Finding = "grid/reused",
        },
        Claim("ensemble-attributes", "section IV-B", "ensemble outputs from different models outperformed every single model for different attribute segmentation too", "pooled Jaccard of the ensemble, minus of the best network, for the attribute where that is least"),
        Claim("same-networks", "section II-C", "Models for these tasks are the same as the models we introduced in the previous section", "networks for attributes") with
        {
            Relation = PaperClaim.EqualTo, Expected = PaperProse.Networks, Reason = "a count has no tolerance", Finding = "text/networks",
        },
    ];

    /// <summary>The claim of an id.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static PaperClaim Find(string id) =>
        All.FirstOrDefault(claim => claim.Id == id)
        ?? throw new ArgumentException($"Expected the id of a claim, such as {All[0].Id}, got '{id}'. PaperClaims.All lists them.", nameof(id));

    private static PaperClaim Claim(string id, string place, string quotation, string quantity) => new($"claim/{id}", place, quotation, quantity, PaperClaim.MoreThan, 0);

    private static string Other(string setting) => $"two studies that differ in Training.{setting} alone";
}
