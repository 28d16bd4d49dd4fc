/// Training that can be stopped and continued, as notebooks call it from F#.
module SkinSeg.Tests.FSharp.Training

open System
open SkinSeg.Augmentation
open SkinSeg.Primitives
open SkinSeg.Training
open Xunit

[<Fact>]
let ``a training that can be stopped is one value with its defaults`` () =
    let start (data: TrainingData) = ResumableTraining(TrainingConfig(Epochs = 5), data, "skinseg-out/run", Identity = "lesion, fold 1")
    let often training = ResumableTraining(training, CheckpointInterval = TimeSpan.FromMinutes 1.0)
    let goOn (training: ResumableTraining) network = training.Fit network |> Seq.map _.Machine.ImagesPerSecond |> Seq.average

    let training = start Unchecked.defaultof<TrainingData> |> often

    Assert.Equal(TimeSpan.FromMinutes 1.0, training.CheckpointInterval)
    Assert.Equal("lesion, fold 1", training.Identity)
    Assert.NotNull(box goOn)

[<Fact>]
let ``a batch that diverged shows how each of its images was varied`` () =
    let batch = DivergedBatch(2, 3, ValueList [ "ISIC_0000000"; "ISIC_0000001" ], 2018, 1e-4)

    Assert.Equal<string list>([ "ISIC_0000000"; "ISIC_0000001" ], [ for draw in batch.Draws AugmentationPolicy.Paper -> draw.Id ])

[<Fact>]
let ``what an epoch took is beside what it did`` () =
    let report = EpochReport(1, 0.9, 0.8, 0.5, 1e-3, Machine = MachineFacts(60.0, 25.0, 0.01, 100L, 1_000_000L))

    Assert.Equal(25.0, report.Machine.ImagesPerSecond)
    Assert.Equal(EpochReport(1, 0.9, 0.8, 0.5, 1e-3), report)
