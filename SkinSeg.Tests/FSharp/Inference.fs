/// The lines of a notebook about test-time augmentation, ensembles and uncertainty.
module SkinSeg.Tests.FSharp.Inference

open SkinSeg.Imaging
open SkinSeg.Inference
open SkinSeg.Primitives
open Xunit

let private image =
    RgbImage.From(ImageSize(6, 8), fun row column -> Rgb(byte (40 * row), byte (30 * column), 9uy))

let private seeing name (value: Rgb -> byte) =
    Predictor(
        name,
        fun images ->
            [ for image in images ->
                  ProbabilityMap.FromProbabilities(
                      image.Size,
                      [| for row in 0 .. image.Size.Height - 1 do
                             for column in 0 .. image.Size.Width - 1 -> float32 (value image[row, column]) / 255.f |]
                  ) ]
    )

let private folds = [ seeing "red" _.Red; seeing "green" _.Green ]

[<Fact>]
let ``every prediction is kept, and their mean is the ensemble's`` () =
    let sets = Predictor.Mean(folds).PredictViews([ image ], TestTimeView.Paper)
    let averaged = Predictor.Mean(folds).With(TestTimeView.Paper).PredictOne image

    Assert.Equal(10, sets[0].Maps.Count)
    Assert.Equal<float array>(averaged.ToArray(), sets[0].Mean().ToArray())

[<Fact>]
let ``a subset of views is a filter`` () =
    let flips = TestTimeView.Paper |> Seq.filter _.Name.Contains("flip") |> ValueList
    let all = Predictor.Mean(folds).PredictViews([ image ], TestTimeView.Paper)[0]
    let some = all.Subset(fun item -> item.View.Contains "flip")

    Assert.Equal<float array>(Predictor.Mean(folds).With(flips).PredictOne(image).ToArray(), some.Mean().ToArray())

[<Fact>]
let ``an ensemble may have weights`` () =
    let map = Predictor.Mean(folds, [ 1.0; 0.0 ]).PredictOne image
    let weighted = ProbabilityMap.Mean([ map; map ], [ 2.0; 1.0 ])

    Assert.Equal<float array>(folds.Head.PredictOne(image).ToArray(), map.ToArray())
    Assert.Equal<float array>(map.ToArray(), weighted.ToArray())

[<Fact>]
let ``uncertainty is maps, pictures and a few numbers to sort by`` () =
    let sets = Predictor.Mean(folds).PredictViews([ image; image.FlipVertical() ], TestTimeView.Paper)
    let maps = sets[0] |> UncertaintyMaps.Of
    let picture = maps.Entropy.ResizeTo(ImageSize(12, 16)).ToImage(Interval(0, 1), ColorScale.Ember)
    let referred = sets |> Seq.sortByDescending (fun set -> UncertaintySummary.Of(set).Disagreement) |> Seq.head

    Assert.Equal(ImageSize(12, 16), picture.Size)
    Assert.InRange(maps.MutualInformation.Range.Low, 0.0, 1.0)
    Assert.Equal(maps.Variance.Total[1, 2], maps.Variance.BetweenFolds[1, 2] + maps.Variance.WithinFolds[1, 2], 1e-15)
    Assert.Contains("2 fold(s)", string referred)
    Assert.Equal(0.3, UncertaintyConfig(Threshold = 0.3).Threshold)
