/// Attributes as a notebook writes them in F#.
module SkinSeg.Tests.FSharp.Attributes

open SkinSeg.Experiments
open Xunit

[<Fact>]
let ``the paper's submissions and rows are lists`` () =
    Assert.Equal<float list>([ 0.0; 0.0; 0.05 ], [ for submission in AttributeSubmissions.Paper -> submission.HighLoweredBy ])
    Assert.Equal(4, PaperNumbers.TableThree.Count)
    Assert.Equal(0.228, (PaperNumbers.TableThree |> Seq.last).Attributes[3].Jaccard)
