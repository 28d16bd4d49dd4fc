using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SkinSeg.Models;

/// <summary>Listens to the layers of a network while one image goes through, and notes each call.</summary>
internal sealed class LayerRecorder
{
    private readonly List<LayerSummary> layers = [];
    private readonly Dictionary<string, int> calls = [];

    /// <summary>What the layers do with such a batch, in the order in which they compute; the network is left as it was.</summary>
    /// <remarks>A layer is a module without modules in it, or one with weights of its own beside them.</remarks>
    public static IReadOnlyList<LayerSummary> Record(Module<Tensor, Tensor> network, Tensor batch)
    {
        var recorder = new LayerRecorder();
        bool wasTraining = network.training;
        network.eval();
        var hooks = network.named_modules()
            .Where(item => !item.module.children().Any() || item.module.named_parameters(recurse: false).Any())
            .Select(item => item.module is Module<Tensor, Tensor> layer
                ? layer.register_forward_hook((_, input, output) => recorder.Note(item.name, layer, input, output))
                : throw new ArgumentException(
                    $"Expected layers that turn one tensor into one, got {item.name}, a {item.module.GetName()}: put its weights into layers that do."))
            .ToList();
        try
        {
            using var noGradient = no_grad();
            using var scope = NewDisposeScope();
            network.call(batch);
            return recorder.layers;
        }
        finally
        {
            hooks.ForEach(static hook => hook.remove());
            network.train(wasTraining);
        }
    }

    /// <summary>Numbers that training changes.</summary>
    public static long Parameters(Module module) =>
        module.parameters().Where(static parameter => parameter.requires_grad).Sum(static parameter => parameter.numel());

    /// <summary>Running means and variances. A scale that stays 1 and the count of batches are no statistics: other frameworks do not have them.</summary>
    public static long Statistics(Module module) =>
        module.named_buffers().Where(static item => item.name.Split('.')[^1].StartsWith("running_", StringComparison.Ordinal)).Sum(static item => item.buffer.numel());

    private Tensor Note(string key, Module<Tensor, Tensor> layer, Tensor input, Tensor output)
    {
        int call = calls[key] = calls.GetValueOrDefault(key) + 1;
        layers.Add(new(key, KindOf(layer), new(output.shape), call == 1 ? Parameters(layer) : 0, call == 1 ? Statistics(layer) : 0)
        {
            Call = call,
            MultiplyAdds = MultiplyAdds(layer, input, output),
        });
        return output;
    }

    // A kernel is out×in/groups×kh×kw, a matrix out×in: each element of the output takes as many products as one of the first dimension's slices has.
    // A transposed convolution has the roles of input and output exchanged.
    private static long MultiplyAdds(Module layer, Tensor input, Tensor output)
    {
        var weight = layer.named_parameters(recurse: false).FirstOrDefault(static item => item.name == "weight").parameter;
        return weight is null || weight.dim() < 2 ? 0
            : (layer is TorchSharp.Modules.ConvTranspose2d ? input : output).numel() * (weight.numel() / weight.shape[0]);
    }

    private static string KindOf(Module layer) => layer switch
    {
        Convolution convolution => convolution.ToString(),
        BatchNorm => "batch norm",
        _ => layer.GetName(),
    };
}
