using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using SkinSeg.Weights;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>weights list [NETWORK]</c>: what is published where.</summary>
internal static class WeightsList
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var network = new Argument<string?>("NETWORK") { Description = "Only the weights of this network.", Arity = ArgumentArity.ZeroOrOne };
        var json = new Option<bool>("--json") { Description = "Write JSON, with addresses, revisions, hashes and notes, instead of a table." };
        var command = new Command(
            "list", "Lists the published weights of each network, the recommended first. What nobody published is 'unknown'.\n\nExample: weights list resnet152 --json")
        {
            network,
            json,
        };
        command.Does((arguments, context) =>
        {
            IReadOnlyList<WeightSource> sources = arguments.GetValue(network) is { } name ? WeightRegistry.For(name) : WeightRegistry.All;
            context.Output.WriteLine(arguments.GetValue(json) ? ToJson(sources) : ToText(sources));
            return ExitCode.Success;
        });
        return command;
    }

    private static string ToText(IReadOnlyList<WeightSource> sources) => string.Join(
        "\n\n", sources.GroupBy(static source => source.Network).Select(static group => (WeightRegistry.Overview(group) with { Title = $"{group.Key} (recommended first)" }).ToString()));

    private static string ToJson(IReadOnlyList<WeightSource> sources) => JsonSerializer.Serialize(
        sources.Select(static source => new
        {
            source.Name,
            source.Network,
            recommended = ReferenceEquals(WeightRegistry.For(source.Network)[0], source),
            source.FileName,
            source.Addresses,
            source.Revision,
            source.Size,
            source.Hash,
            source.License,
            convention = source.Convention.Name,
            preprocessing = source.Convention.Preprocessing,
            source.Parameters,
            source.Notes,
        }),
        Json);
}
