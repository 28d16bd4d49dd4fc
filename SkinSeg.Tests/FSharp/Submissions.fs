module SkinSeg.Tests.FSharp.Submissions

open System.IO
open SkinSeg.Data
open SkinSeg.Imaging
open SkinSeg.Metrics
open SkinSeg.PostProcessing
open SkinSeg.Primitives
open Xunit

let private size = ImageSize(4, 6)
let private map = ProbabilityMap.FromProbabilities(size, [| for i in 0..23 -> if i % 6 < 3 then 0.9f else 0.1f |])

[<Fact>]
let ``from maps to a zip, its check and its scores`` () =
    let folder = Directory.CreateTempSubdirectory("skinseg-fsharp-").FullName
    try
        let at (parts: string list) = Path.Combine(List.toArray (folder :: parts))
        ImageFiles.Write(at [ "images"; "ISIC_0000001.png" ], RgbImage.From(size, fun _ _ -> Rgb(1uy, 2uy, 3uy)))
        ImageFiles.Write(at [ "maps"; "ISIC_0000001.png" ], map)
        ImageFiles.Write(at [ "truth"; "ISIC_0000001_segmentation.png" ], map.Above 0.5)
        let rule = DualThreshold.Submission
        let config =
            SubmissionConfig(Predictions = at [ "maps" ], Images = at [ "images" ], Rule = MaskRule("submission", fun _ map -> rule.Apply map))

        let report = Submission.Write(config, at [ "masks.zip" ])
        Assert.True report.Passed
        Assert.Empty(report.Findings |> Seq.filter (fun finding -> finding.Severity = FindingSeverity.Error))
        Assert.True(Submission.Check(ChallengeTask.LesionSegmentation, at [ "masks.zip" ], at [ "images" ]).Passed)
        Assert.Equal(1.0, ScoreFolders.Task1(at [ "truth" ], at [ "masks.zip" ]).Scores.Jaccard.Mean)
    finally
        Directory.Delete(folder, true)

[<Fact>]
let ``attribute counts pool and resample`` () =
    let truth, prediction = map.Above 0.5, Mask.Empty size
    let scores =
        AttributeScores.Of [ for id in [ "a"; "b" ] -> AttributeCounts.Compare(id, LesionAttribute.Streaks, truth, (if id = "a" then truth else prediction)) ]

    Assert.Equal(0.5, scores.Macro().Jaccard)
    Assert.Equal(0.5, scores.Macro(AttributePooling.Standardized).Jaccard)
    let resample = [ 0; 0 ] |> List.map (fun image -> scores.ByImage().[image].[0]) |> List.sum
    Assert.Equal(1.0, resample.Jaccard)
