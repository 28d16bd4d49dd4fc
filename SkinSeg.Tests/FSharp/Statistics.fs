module SkinSeg.Tests.FSharp.Statistics

open SkinSeg.Imaging
open SkinSeg.Metrics
open SkinSeg.Notebooks.Plots
open SkinSeg.PostProcessing
open SkinSeg.Primitives
open Xunit

let private scores jaccards =
    jaccards
    |> List.mapi (fun i jaccard -> ImageScores($"ISIC_{i:D7}", PixelCounts(int64 (1000.0 * jaccard), 0L, int64 (1000.0 * (1.0 - jaccard)), 0L)))
    |> ScoreTable.Of

let private networks =
    [ NamedScores("ResNet152", scores [ for i in 1..20 -> 0.5 + float i / 50.0 ])
      NamedScores("DenseNet169", scores [ for i in 1..20 -> 0.4 + float i / 50.0 ]) ]

[<Fact>]
let ``one call compares networks and says what is separable`` () =
    let comparison = NetworkComparison.Of(Metric.Jaccard, networks, resamples = 500)
    Assert.Equal<string list>([ "a"; "b" ], [ for network in comparison.Networks -> network.Letters ])
    let pair = comparison.Pair("DenseNet169", "ResNet152")
    Assert.True(pair.SeparableAt comparison.Level && pair.McNemar.OnlyFirst = 5)
    Assert.Contains("Every two networks are separable.", comparison.Conclusions)

[<Fact>]
let ``tests take sequences`` () =
    Assert.Equal(0.25, (WilcoxonTest.Of [ 1.0; 2.0; 3.0 ]).PValue)
    Assert.Equal<float list>([ 0.02; 0.04 ], [ 0.01; 0.04 ] |> Holm.Adjust |> List.ofSeq)
    Assert.Equal(5, McNemarTest.Of(networks[0].Scores, networks[1].Scores).OnlyFirst)
    Assert.Equal<string list>([ "ab"; "a"; "b" ], LetterDisplay.Of(3, (fun i j -> i = 1 && j = 2)).Letters |> List.ofSeq)

[<Fact>]
let ``a pooled score gets its interval from the images`` () =
    let counts = [ for image in networks[0].Scores.Images -> image.Counts ]
    let others = [ for image in networks[1].Scores.Images -> image.Counts ]
    let pooled = Bootstrap.Pooled(counts, (fun a b -> a + b), (fun sum -> sum.Jaccard), 0)
    Assert.Equal((List.sum counts).Jaccard, pooled.Mean)
    Assert.True(Bootstrap.PooledDifference(counts, others, (fun a b -> a + b), _.Dice).High < 0.0)

[<Fact>]
let ``calibration of maps pools with List.sum`` () =
    let size = ImageSize(4, 4)
    let map = ProbabilityMap.FromProbabilities(size, Array.create 16 0.25f)
    let labeled = LabeledMap("ISIC_0000000", map, Mask.From(size, fun row column -> row = 0))
    let counts = [ labeled.Calibration 10; labeled.Calibration 10 ] |> List.sum
    Assert.Equal(32L, counts.Pixels)
    Assert.Equal(0.0, counts.ExpectedCalibrationError, 1e-4)
    Assert.Equal(0.1875, counts.Brier.Total, 1e-4)
    Assert.Equal(counts.Pixels, (MapCalibration.Calibrations([ labeled; labeled ], 10) |> Calibration.Pool).Pixels)
    Assert.Equal(2L, [ PixelForecast(0.1, false); PixelForecast(0.9, true) ].In(10).Pixels)

[<Fact>]
let ``refer the worst tenth`` () =
    let referral = RiskCoverage.Of [ for i in 1..10 -> ReferralCase($"ISIC_{i:D7}", float i, (if i = 10 then 0.1 else 0.8)) ]
    Assert.Equal(0.8, referral.ScoreAt(0.1).Mean, 1e-12)
    Assert.Equal(0.07, referral.GainAt(0.1).Mean, 1e-12)
    Assert.Equal<float list>([ 0.8; 0.73 ], [ for k in [ 8; 9 ] -> System.Math.Round(referral.Curve[k], 12) ])

[<Fact>]
let ``statistics are drawn by piping`` () =
    let comparison = NetworkComparison.Of(Metric.Jaccard, networks, resamples = 50)
    comparison |> Charts.Standings |> ignore
    comparison |> Charts.PairDifferences |> ignore
    networks |> Charts.Distributions |> ignore
    [ ReferralCase("a", 0.1, 0.9); ReferralCase("b", 0.2, 0.8) ] |> RiskCoverage.Of |> Charts.RiskCoverage |> ignore
    Calibration(ValueList [ ReliabilityBin(10L, 5L, 5.0) ], 0.0, 0.0) |> Charts.Reliability |> ignore
