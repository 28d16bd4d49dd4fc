/// Lines of the augmentation notebook in F#.
module SkinSeg.Tests.FSharp.Augmentation

open SkinSeg.Augmentation
open SkinSeg.Experiments
open SkinSeg.Imaging
open SkinSeg.Notebooks
open SkinSeg.Notebooks.Plots
open SkinSeg.Primitives
open Xunit

let private image =
    RgbImage.From(ImageSize(12, 16), fun row column -> Rgb(byte (15 * row), byte (12 * column), 90uy))

[<Fact>]
let ``a leave-one-out ablation is one line`` () =
    let policies = [ for ablation in AugmentationPolicy.Paper.LeaveOneOut() -> ablation.Name, ablation.Policy ]

    Assert.Equal(("all", AugmentationPolicy.Paper), policies.Head)
    Assert.Contains("without HairOcclusion", policies |> List.map fst)

/// Compiled, not run here: it trains.
let ablation (lab: Lab) =
    let result = AugmentationAblation.Run(lab.AblationRun, AugmentationPolicy.Paper.LeaveOneOut(), [ 0 ])
    let worst = result.Rows |> Seq.minBy _.PlainScores.Jaccard.Mean
    Charts.Differences result, worst.Name

[<Fact>]
let ``an ablation is one line over the lab's run`` () =
    let policies = BudgetPlan.Of(Budget.Lesson).AblationPolicies |> Seq.map _.Name |> List.ofSeq

    Assert.Equal("all", policies.Head)
    Assert.Equal("no augmentation", List.last policies)
    Assert.Equal(17, policies.Length)

[<Fact>]
let ``the microscope is one line for all routines and one for a run`` () =
    let routines = Microscope.Of image
    let epochs = Microscope.OverEpochs(AugmentationPolicy.Paper, ReplayConfig(Id = "ISIC_0000000", Epochs = 3), image)

    Assert.Equal(3, routines.Images.Columns.Count)
    Assert.Equal(3, epochs.Parameters.Rows.Count)

[<Fact>]
let ``what a sample went through can be asked for`` () =
    let draw = AugmentationPolicy.Paper.Draw(2018, 3, "ISIC_0000000")

    let degrees =
        draw.Changes
        |> Seq.sumBy (fun change ->
            match change with
            | :? Rotation as rotation -> rotation.Degrees
            | _ -> 0.0)

    Assert.InRange(degrees, -40.0, 40.0)
    Assert.Contains("ISIC_0000000, epoch 3", draw.ToMarkdown())

[<Fact>]
let ``a routine of one's own range joins by name`` () =
    let policy =
        AugmentationPolicy.None
            .With(AugmentationRoutine.Illumination)
            .WithConfig(RoutineConfig(AugmentationRoutine.Zoom, 0.5, 0.9, 1.1, HasIndependentAxes = true))

    Assert.Equal("Zoom, Illumination", string policy)

[<Fact>]
let ``hair is varied by a copy`` () =
    let light = HairConfig(HairConfig.Training, DarkShare = 0.0)
    let config = RoutineConfig(AugmentationRoutine.HairOcclusion, 1.0, 5.0, 5.0, Hair = light)

    match (AugmentationPolicy.None.WithConfig config).Draw(1, 0, "a").Changes[0] with
    | :? HairOcclusion as hair -> Assert.False hair.Style.IsDark
    | other -> Assert.Fail $"got {other}"
