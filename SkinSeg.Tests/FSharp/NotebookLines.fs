module SkinSeg.Tests.FSharp.NotebookLines

open SkinSeg.Primitives
open Xunit

[<Fact>]
let ``a size prints as height by width`` () = Assert.Equal("192×256", string (ImageSize(192, 256)))
