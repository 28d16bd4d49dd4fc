/// Where weights come from, as a notebook in F# asks for it.
module SkinSeg.Tests.FSharp.PublishedWeights

open System
open System.IO
open SkinSeg.Experiments
open SkinSeg.Models
open SkinSeg.Tensors
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

[<Fact>]
let ``a network is built for its weights, started from a file, and reports what was loaded`` () =
    let folder = Directory.CreateTempSubdirectory "skinseg-fsharp-"

    try
        let path = Path.Combine(folder.FullName, "encoder.safetensors")
        let config = NetworkCatalogue.CompactResNet.For WeightConvention.Caffe
        use trained = config.Build(seed = 1)
        ModelFile.Save(path, trained, ModelInfo(Network = config))

        use network = config.Build(seed = 2)
        let coverage = PretrainedWeights.Load(path, network)
        let experiment = Experiment(Experiment(), Network = config, InitialWeights = path)

        Assert.True coverage.IsComplete
        Assert.Equal(PreprocessingKind.Caffe, experiment.Network.Preprocessing)
        Assert.Equal("resnet152", experiment.Network.PaperNetwork)
        Assert.Equal(path, experiment.InitialWeights)
    finally
        folder.Delete true
