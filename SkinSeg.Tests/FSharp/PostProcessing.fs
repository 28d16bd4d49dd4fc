module SkinSeg.Tests.FSharp.PostProcessing

open SkinSeg.Imaging
open SkinSeg.Notebooks.Plots
open SkinSeg.PostProcessing
open SkinSeg.Primitives
open Xunit

let private size = ImageSize(4, 6)
let private truth = Mask.From(size, fun row column -> row < 2 && column < 3)

let private map =
    ProbabilityMap.FromProbabilities(size, [| for i in 0..23 -> if i / 6 < 2 && i % 6 < 4 then 0.9f else 0.1f |])

let private items = [ for id in [ "a"; "b"; "c" ] -> LabeledMap(id, map, truth) ]

[<Fact>]
let ``a landscape has intervals, notes, the nested choice and a chart`` () =
    let search = GridSearch(Grid = ThresholdGrid.From(0.5, 0.05, step = 0.1), Paper = ThresholdPair(0.8, 0.45))
    let landscape = search.Run items
    Assert.Equal(0.75, landscape.BestEstimate.Mean)
    Assert.Equal(0.75, landscape.Estimate(0.8, 0.3).Low)
    Assert.Equal<float list>([ 0.75 ], landscape.Pairs |> Seq.map _.Score |> Seq.distinct |> Seq.filter (fun score -> score > 0.5) |> List.ofSeq)
    let nested = landscape.Nested(seq { seq { "a" }; seq { "b"; "c" } })
    Assert.Equal(0.0, nested.Optimism.Mean)
    Assert.Equal<int list>([ 1; 2 ], [ for fold in nested.Folds -> fold.Images ])
    Charts.Landscape landscape |> ignore

[<Fact>]
let ``an attribute is cut to the lesion, searched and applied`` () =
    let lesion = LesionPrediction(truth, map)
    let search = GridSearch(Grid = ThresholdGrid.Attributes, Rule = DualThreshold.Attribute, Score = LandscapeScore.PooledJaccard)
    let landscape = search.Run(items |> Seq.map (fun item -> item.Restrict(LesionRestriction.Binary, lesion)))
    Assert.Equal(1.0, landscape.Best.Score)
    let config = PostProcessingConfig(Thresholds = landscape.BestRule.WithHighLowered(0.05), Restriction = LesionRestriction.Binary)
    Assert.Equal(truth, config.Apply(map, size, lesion))
