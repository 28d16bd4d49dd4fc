/// Where weights come from, as a notebook in F# asks for it.
module SkinSeg.Tests.FSharp.PublishedWeights

open System
open System.IO
open SkinSeg.Weights
open Xunit

[<Fact>]
let ``the registry is a list, and a file that is not there is absent`` () =
    let trusted = WeightRegistry.All |> Seq.filter _.HasWholeHash |> Seq.map _.Name |> Set.ofSeq
    let folder = Directory.CreateTempSubdirectory "skinseg-fsharp-"

    try
        let report = WeightFolder.Verify(WeightRegistry.Find "resnet152", folder.FullName)

        Assert.Contains("resnet152-caffe", trusted)
        Assert.Equal(WeightFileStatus.Absent, report.Status)
        Assert.Equal(WeightFolder.Locate(WeightRegistry.For("resnet152")[0], folder.FullName), report.Path)
    finally
        folder.Delete true

[<Fact>]
let ``options of a fetch carry their defaults`` () =
    let options = FetchOptions(Mirror = "https://mirror.example", Tries = 2)

    Assert.Equal(TimeSpan.FromSeconds 30.0, options.StallTimeout)
