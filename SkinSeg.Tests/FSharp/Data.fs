/// Folds, near-duplicates, subsampling and the register of assumptions in F#.
module SkinSeg.Tests.FSharp.Data

open SkinSeg.Data
open SkinSeg.Experiments
open Xunit

/// Compiled, not run here: it reads a data set.
let folds (data: DermoscopyDataset) =
    let plan = Folds.Split(data, FoldConfig(Stratify = true, GroupNearDuplicates = true))
    let report = NearDuplicates.Find(data, NearDuplicateConfig(Similarity = 0.9))
    plan, report.Leaks(plan).Count, report.Against plan

[<Fact>]
let ``negatives are thinned out in one line`` () =
    let config = SubsamplingConfig(Draw = NegativeDraw.OncePerFold)
    let choice = Subsampling.Choose(config, SegmentationTarget.Streaks, 0, [ "a" ], [ "b"; "c" ])
    Assert.Equal(1, choice.Negatives.Count)

[<Fact>]
let ``an assumption is found by its id`` () =
    Assert.Contains("weight decay", (Assumptions.Find "6.3-1").Title)
