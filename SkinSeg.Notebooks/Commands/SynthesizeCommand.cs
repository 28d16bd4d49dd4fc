using System.CommandLine;
using System.Globalization;
using SkinSeg.Data;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>data synth DIR</c>: draws synthetic dermoscopy images.</summary>
internal static class SynthesizeCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "Folder to draw into; made if it is not there." };
        var count = new Option<int>("--count") { HelpName = "N", Description = "Number of images.", DefaultValueFactory = _ => 24 };
        var seed = new Option<int>("--seed") { HelpName = "N", Description = "The same seed draws the same files.", DefaultValueFactory = _ => 2018 };
        var command = new Command(
            "synth", "Draws synthetic dermoscopy images with lesion and attribute masks, in the layout of ISIC 2018.\n\nExample: data synth my-images --count 24 --seed 7")
        {
            folder, count, seed,
        };
        command.Does((arguments, context) =>
        {
            string path = arguments.GetRequiredValue(folder);
            int images = arguments.GetValue(count);
            if (images is < 1 or > SyntheticDermoscopy.MostImages)
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"Expected --count from 1 to {SyntheticDermoscopy.MostImages}, got {images}."));
            }

            OutputFolder.Check(path);
            Terminal.Follow("drawing", images, context, progress =>
            {
                SyntheticDermoscopy.Write(path, images, new() { Seed = arguments.GetValue(seed) }, progress, context.CancellationToken);
                return images;
            });
            context.Output.WriteLine($"{images} synthetic images with their masks are in {Path.GetFullPath(path)}");
            return ExitCode.Success;
        });
        return command;
    }
}
