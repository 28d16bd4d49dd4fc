module SkinSeg.Tests.FSharp.Scorecards

open SkinSeg.Experiments
open SkinSeg.Notebooks.Plots
open Xunit

[<Fact>]
let ``the audit is a list to filter`` () =
    let audit = PaperAudit.OfNumbers()
    Assert.Contains("grid/reused", audit.Findings |> Seq.filter (fun finding -> finding.Verdict = AuditVerdict.Contradicted) |> Seq.map _.Id)
    Assert.Equal(4, (audit.With AuditVerdict.Slip).Count)
    Assert.Equal(5, (audit.About "grid").Findings.Count)

[<Fact>]
let ``the paper's numbers and claims are values`` () =
    Assert.Equal(0.831, PaperNumbers.TableTwo |> Seq.map _.ThresholdJaccard |> Seq.max)
    Assert.Equal(0.8142, (PaperNumbers.Find "table-1/ensemble/thresholded-jaccard").Value)
    Assert.Equal(">", (PaperClaims.Find "claim/ensemble-lesions").Relation)

[<Fact>]
let ``a scorecard is counted by piping`` () =
    let card = Scorecard.Empty
    let verdicts = card.Lines |> Seq.countBy _.Verdict |> Map.ofSeq
    Assert.Equal(8, verdicts[Verdict.ContradictedByPaper])
    Assert.Equal(card, card.With Scorecard.Empty)
    Assert.Equal("not run", (card.Find "table-1/deeplab/dice").Verdict.Text())

[<Fact>]
let ``a loss is drawn and minimised`` () =
    for loss in EquationOne.Losses do
        EquationOne.Landscape(loss, steps = 3) |> Charts.LossLandscape |> ignore
    let courses = [ for loss in EquationOne.Losses -> EquationOne.Descend(loss, steps = 40) ]
    courses |> Charts.LossCourses |> ignore
    Assert.Equal<float list>([ 0.0; 1.0 ], [ for course in courses -> (Seq.last course.Steps).Jaccard ])
