module SkinSeg.Tests.FSharp.Scoring

open SkinSeg.Imaging
open SkinSeg.Metrics
open SkinSeg.PostProcessing
open SkinSeg.Primitives
open Xunit

let private size = ImageSize(4, 6)
let private truth = Mask.From(size, fun row column -> row < 2 && column < 3)

let private map =
    ProbabilityMap.FromProbabilities(size, [| for i in 0..23 -> if i / 6 < 2 && i % 6 < 4 then 0.9f else 0.1f |])

[<Fact>]
let ``from a map to a row of scores`` () =
    let rule = DualThreshold(Low = 0.65)
    let prediction = map |> rule.Apply
    let scores = ScoreTable.Of [ ImageScores.Compare("ISIC_0000000", truth, prediction) ]
    Assert.Equal(0.75, scores.Jaccard.Mean)
    Assert.Equal<float list>([ 0.75; 0.75 ], [ for metric in [ Metric.Jaccard; Metric.ThresholdJaccard ] -> scores.Mean(metric).Mean ])
    Assert.Equal<float list>([ 0.75 ], scores.Images |> Seq.map _.Jaccard |> List.ofSeq)

[<Fact>]
let ``counts pool with List.sum`` () =
    let pooled = [ PixelCounts(1, 2, 3, 4); PixelCounts(10, 20, 30, 40) ] |> List.sum
    Assert.Equal(11L, pooled.TruePositive)

[<Fact>]
let ``a grid search takes a sequence and gives a rule`` () =
    let search = GridSearch(Grid = ThresholdGrid(High = ValueList [ 0.5; 0.8 ], Low = ValueList [ 0.05; 0.5 ]))
    let landscape = search.Run(seq { LabeledMap("ISIC_0000000", map, truth) })
    Assert.Equal(0.75, landscape.Best.Score)
    Assert.Equal(0.5, landscape.BestRule.Low)
