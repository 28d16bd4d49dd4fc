using System.CommandLine;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>data verify DIR</c>: decodes every file of a data set and says what is wrong.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "Folder with ISIC 2018 Tasks 1–2, or with images and masks of your own." };
        var command = new Command(
            "verify", "Decodes every image and mask of a data set, checks pairs, sizes and formats, and counts what is there.\n\nExample: data verify ISIC2018") { folder };
        command.Does((arguments, context) => new VerifyData { Folder = arguments.GetRequiredValue(folder) }.Run(context));
        return command;
    }
}
