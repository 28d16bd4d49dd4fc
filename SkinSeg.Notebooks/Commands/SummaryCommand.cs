using System.CommandLine;
using SkinSeg.Models;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>summary MODEL</c>: layers and numbers of parameters.</summary>
internal static class SummaryCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("MODEL") { Description = $"One of {string.Join(", ", NetworkCatalogue.All.Select(network => network.Name))}." };
        var json = new Option<bool>("--json") { Description = "Write JSON instead of a table." };
        var command = new Command("summary", "Lists a network's layers and counts its parameters.\n\nExample: summary resnet152 --json") { name, json };
        command.Does((arguments, context) =>
        {
            var summary = ModelSummary.Of(NetworkCatalogue.Find(arguments.GetRequiredValue(name)), new(192, 256));
            context.Output.WriteLine(arguments.GetValue(json) ? summary.ToJson() : summary.ToString());
            return ExitCode.Success;
        });
        return command;
    }
}
