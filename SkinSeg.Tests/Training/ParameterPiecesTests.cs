using SkinSeg.Tests.Support;
using SkinSeg.Training;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace SkinSeg.Tests.Training;

public sealed class ParameterPiecesTests
{
    [Fact]
    [NoTensorLeak]
    public void Pieces_cover_every_number_once_and_in_order()
    {
        using var scope = NewDisposeScope();
        Parameter[] parameters = [new(rand(3)), new(rand(700, 1000)), new(rand(2, 3, 3, 3)), new(rand(5))];
        parameters[1].grad = rand(1000, 700).t();                                         // not contiguous
        parameters[2].grad = rand(2, 3, 3, 3).permute(0, 2, 3, 1).contiguous().permute(0, 3, 1, 2);
        parameters[3].grad = rand(5);

        var gradients = new List<Tensor>();
        long end = 0;
        foreach (var piece in new ParameterPieces(parameters).WithGradients())
        {
            using (piece)
            {
                Assert.Equal(end, piece.Offset);
                Assert.True(piece.Values().equal(cat([.. piece.Targets])).all().item<bool>());
                gradients.Add(piece.Gradient.clone());
                end += piece.Length;
            }
        }

        Assert.Equal(parameters.Sum(parameter => parameter.numel()), end);
        Assert.True(gradients.Count > 2, "a large parameter is cut");
        var expected = cat([.. parameters.Select(parameter => parameter.grad?.flatten() ?? zeros(parameter.numel()))]);
        Assert.True(expected.equal(cat(gradients)).all().item<bool>());
    }

    [Fact]
    [NoTensorLeak]
    public void A_large_parameter_moves_as_its_parts_would()
    {
        using var scope = NewDisposeScope();
        using var start = rand(600_000);
        using var gradient = randn(600_000);
        using var whole = new Parameter(start.clone());
        Parameter[] parts = [new(start.narrow(0, 0, 100).clone()), new(start.narrow(0, 100, 599_900).clone())];
        whole.grad = gradient;
        parts[0].grad = gradient.narrow(0, 0, 100);
        parts[1].grad = gradient.narrow(0, 100, 599_900);

        Step(OptimizerConfig.Paper, whole);
        Step(OptimizerConfig.Paper, parts);

        Assert.True(whole.equal(cat([.. parts])).all().item<bool>());
        Assert.False(whole.equal(start).any().item<bool>());
    }

    private static void Step(OptimizerConfig config, params Parameter[] parameters)
    {
        using var optimizer = new AdamOptimizer(config, totalSteps: 10, parameters);
        optimizer.Step();
        optimizer.Step();
    }
}
