/// Experiments, sweeps and ensembles as a notebook writes them in F#.
module SkinSeg.Tests.FSharp.Experiments

open System.IO
open SkinSeg.Data
open SkinSeg.Experiments
open SkinSeg.Inference
open SkinSeg.Losses
open SkinSeg.Models
open SkinSeg.Primitives
open SkinSeg.Training
open Xunit

let private tiny =
    Experiment(
        Network = NetworkCatalogue.CompactResNet,
        Preparation = PreparationConfig(Size = ImageSize(32, 32)),
        Folds = FoldConfig(Count = 2),
        Training = TrainingConfig(Epochs = 1, BatchSize = 2, Optimizer = OptimizerConfig.FromScratch),
        Views = TestTimeView.None
    )

[<Fact>]
let ``an experiment is written and read back`` () =
    let mine = Loss("mine", fun logits target -> (logits - target).abs().mean ())
    let experiment = Experiment(tiny, Training = TrainingConfig(tiny.Training, Loss = mine + 0.5 * Loss.Jaccard))

    let again = Experiment.FromJson(experiment.ToJson(), NamedParts(Losses = ValueList [ mine ]))

    Assert.Equal(experiment, again)
    Assert.Equal("mine+0.5*jaccard", again.Training.Loss.Name)
    Assert.Equal(SegmentationTarget.Streaks, Experiment.ForAttribute(LesionAttribute.Streaks).Target)

[<Fact>]
let ``a sweep is one line`` () =
    let seeds = Sweep.Over("seed", [ 1; 2 ], fun seed -> Experiment(tiny, Seed = seed))
    let both = Sweep.Across(seeds, "epochs", [ 1; 2 ], fun experiment epochs -> Experiment(experiment, Training = TrainingConfig(experiment.Training, Epochs = epochs)))

    Assert.Equal<string list>([ "seed 1"; "seed 2" ], [ for item in seeds -> item.Name ])
    Assert.Equal(4, both.Count)
    Assert.Equal((2, 2), (both[3].Experiment.Seed, both[3].Experiment.Training.Epochs))

[<Fact>]
let ``an ensemble of two seeds is scored`` () =
    let folder = Directory.CreateTempSubdirectory("skinseg-fsharp-").FullName

    try
        SyntheticDermoscopy.Write(Path.Combine(folder, "data"), 4, SyntheticConfig(Size = ImageSize(64, 96))) |> ignore
        let data = Isic2018.Open(Path.Combine(folder, "data"))
        let run = CrossValidation(tiny, data, PreparedImages.Load(tiny.Preparation, data), RunStore(Path.Combine(folder, "runs")))
        let maps = [ for seed in [ 1; 2 ] -> run.With(Experiment(tiny, Seed = seed)).Predict [ 0 ] ]

        let ensemble = HeldOutMaps.Ensemble(maps, [ 2.0; 1.0 ])
        let result = LesionResult.Of ensemble
        let gallery = ErrorGallery.Of result
        gallery.Worst 2 |> gallery.Show |> ignore
        Assert.Equal(1.0 - gallery.Cases[0].Scores.Jaccard, StageLadder.Stages |> Seq.sumBy gallery.Cases[0].Ladder.LossOf, 1e-12)

        Assert.Equal("ensemble", HeldOutMaps.Ensemble(maps).Name)
        Assert.Equal<string list>(List.ofSeq ensemble.Ids, [ for map in ensemble -> map.Id ])
        Assert.Equal(ImageSize(32, 32), ensemble[ensemble.Ids[0]].Size)
        Assert.Equal(2, result.Scores.Count)
    finally
        Directory.Delete(folder, true)
