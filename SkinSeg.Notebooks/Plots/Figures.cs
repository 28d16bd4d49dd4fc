using SkinSeg.Models;

namespace SkinSeg.Notebooks.Plots;

/// <summary>The paper's drawings, drawn from values.</summary>
public static class Figures
{
    /// <summary>A network as in the paper's Fig. 1: the encoder down on the left, every scale in the middle, the decoder up on the right.</summary>
    /// <param name="graph">What to draw, for example <c>NetworkGraph.Of(NetworkCatalogue.ResNet152, new(192, 256))</c>.</param>
    public static SvgFigure Network(NetworkGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return new NetworkFigure(graph).Draw();
    }
}
