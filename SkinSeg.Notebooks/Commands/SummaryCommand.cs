using System.CommandLine;
using System.Globalization;
using SkinSeg.Models;
using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>summary MODEL</c>: what a network consists of, and what an image costs.</summary>
internal static class SummaryCommand
{
    // An image goes through the network in earnest: at this size the largest takes some gigabytes.
    private const int LongestSide = 2048;

    public static Command Create()
    {
        var name = new Argument<string>("MODEL") { Description = $"One of {string.Join(", ", NetworkCatalogue.All.Select(network => network.Name))}." };
        var size = new Option<string>("--size") { HelpName = "HxW", Description = "Height and width of the image, multiples of 32 (DeepLab: of its output stride).", DefaultValueFactory = _ => "192x256" };
        var layers = new Option<bool>("--layers") { Description = "List every layer, not only the network's parts." };
        var json = new Option<bool>("--json") { Description = "Write JSON, every layer in it, instead of a table." };
        var command = new Command(
            "summary", "Lists a network's parts with output shapes, parameters, multiply-adds and memory for one image.\n\nExample: summary resnet152 --size 384x576 --layers")
        {
            name, size, layers, json,
        };
        command.Does((arguments, context) =>
        {
            var summary = ModelSummary.Of(NetworkCatalogue.Find(arguments.GetRequiredValue(name)), ParseSize(arguments.GetRequiredValue(size)));
            context.Output.WriteLine(arguments.GetValue(json) ? summary.ToJson() : arguments.GetValue(layers) ? summary.ToLayerText() : summary.ToString());
            return ExitCode.Success;
        });
        return command;
    }

    private static ImageSize ParseSize(string text) =>
        text.Split('x', 'X', '×') is [var height, var width] && Side(height) is var rows and > 0 and <= LongestSide && Side(width) is var columns and > 0 and <= LongestSide
            ? new(rows, columns)
            : throw new ArgumentException(Invariant($"Expected --size HEIGHTxWIDTH, sides from 1 to {LongestSide} pixels, such as 192x256, got '{text}'."));

    private static int Side(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int side) ? side : 0;
}
