/// The lines that a notebook writes in F#: each must read naturally, or the API is wrong.
module SkinSeg.Tests.FSharp.NotebookLines

open SkinSeg.Augmentation
open SkinSeg.Data
open SkinSeg.Experiments
open SkinSeg.Imaging
open SkinSeg.Inference
open SkinSeg.Losses
open SkinSeg.Models
open SkinSeg.Notebooks
open SkinSeg.Notebooks.Plots
open SkinSeg.PostProcessing
open SkinSeg.Primitives
open SkinSeg.Training
open Xunit

let private slope =
    RgbImage.From(ImageSize(4, 6), fun row column -> Rgb(byte (40 * row), byte (30 * column), 9uy))

let private red =
    Predictor(
        "red",
        fun images ->
            [ for image in images ->
                  ProbabilityMap.FromProbabilities(
                      image.Size,
                      [| for row in 0 .. image.Size.Height - 1 do
                             for column in 0 .. image.Size.Width - 1 -> float32 image[row, column].Red / 255.f |]
                  ) ]
    )

[<Fact>]
let ``a size prints as height by width`` () =
    Assert.Equal("192×256", string (ImageSize(192, 256)))

[<Fact>]
let ``a configuration is the paper's with a change`` () =
    let training = TrainingConfig(Epochs = 5)
    let experiment = Experiment(Experiment(), Training = training, Network = NetworkCatalogue.CompactResNet)

    Assert.Equal(16, training.BatchSize)
    Assert.Equal(70, TrainingConfig().Epochs)
    Assert.Equal(5, experiment.Training.Epochs)
    Assert.Equal(5, experiment.Folds.Count)

[<Fact>]
let ``a sweep is a list`` () =
    let sweep = [ for rate in [ 1e-3; 3e-3 ] -> TrainingConfig(Optimizer = OptimizerConfig(LearningRate = rate)) ]

    Assert.Equal<float list>([ 1e-3; 3e-3 ], sweep |> List.map _.Optimizer.LearningRate)

[<Fact>]
let ``losses add and one's own is a lambda`` () =
    let mine = Loss("mine", fun logits target -> (logits - target).abs().mean ())

    Assert.Equal("mine+0.5*jaccard", string (mine + 0.5 * Loss.Jaccard))

[<Fact>]
let ``leaving one routine out is one line`` () =
    let policies = [ for config in AugmentationPolicy.FromScratch.Routines -> AugmentationPolicy.FromScratch.Without config.Routine ]

    Assert.All(policies, fun policy -> Assert.Equal(policies.Length - 1, policy.Routines.Count))

[<Fact>]
let ``a view of one's own undoes itself`` () =
    let mirror = TestTimeView("mirror", (fun image -> image.FlipHorizontal()), (fun map -> map.FlipHorizontal()))
    let map = slope |> red.With([ mirror ]).PredictOne

    Assert.Equal<float array>((red.PredictOne slope).ToArray(), map.ToArray())

[<Fact>]
let ``an ensemble pipes from maps to a mask`` () =
    let mask =
        [ slope; slope ]
        |> red.With(TestTimeView.Paper).Predict
        |> ProbabilityMap.Mean
        |> DualThreshold(High = 0.4, Low = 0.2).Apply

    Assert.Equal(slope.Size, mask.Size)
    Assert.False mask.IsEmpty

[<Fact>]
let ``images with captions make a grid`` () =
    let map = red.PredictOne slope
    let grid = ImageGrid.Of([ CaptionedImage(slope, "image"); CaptionedImage(map.ToImage(), "probability") ], columns = 2)

    Assert.Equal("grid of 2 images", string grid)

[<Fact>]
let ``folds are lists of ids`` () =
    let ids = [ for k in 0..9 -> $"ISIC_{9000000 + k}" ]
    let plan = Folds.Split(ids, 5, seed = 1)

    Assert.Equal<string list>(ids, [ for fold in 0..4 do yield! plan.Validation fold ] |> List.sort)

[<Fact>]
let ``curves of folds are one call`` () =
    let epochs = ValueList [ EpochReport(1, 0.9, 0.8, 0.5, 1e-3); EpochReport(2, 0.7, 0.75, 0.6, 1e-3) ]

    Charts.Losses [ epochs ] |> ignore
    [ epochs; epochs ] |> Charts.Jaccards |> ignore

[<Fact>]
let ``settings of the lab carry their defaults`` () =
    Assert.Equal("skinseg-out", LabConfig(Budget = Budget.Lesson).OutFolder)

[<Fact>]
let ``the paper's numbers are data`` () =
    let best = PaperNumbers.TableOne |> Seq.maxBy _.Scores.ThresholdJaccard

    Assert.Equal("ensemble", best.Network)

[<Fact>]
let ``a network is summarised and drawn`` () =
    let size = ImageSize(32, 64)
    let summary = ModelSummary.Of(NetworkCatalogue.CompactResNet, size)
    let figure = NetworkGraph.Of(NetworkCatalogue.CompactResNet, size) |> Figures.Network

    Assert.Equal(summary.MultiplyAdds, summary.Layers |> Seq.sumBy _.MultiplyAdds)
    Assert.StartsWith("<svg", figure.Svg)
