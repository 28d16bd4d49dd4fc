using System.CommandLine;
using SkinSeg.Data;
using SkinSeg.Imaging;
using SkinSeg.Inference;
using SkinSeg.Primitives;
using SkinSeg.Tensors;
using SkinSeg.Weights;
using TorchSharp;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>predict --input DIR --out DIR</c>: a mask and a probability map for every image of a folder.</summary>
internal static class PredictCommand
{
    /// <summary>The weights that ship with the kit.</summary>
    public static string ShippedModel => Path.Combine(AppContext.BaseDirectory, "weights", "lesion-resnet-compact.safetensors");

    public static Command Create()
    {
        var models = new Option<string[]>("--model")
        {
            HelpName = "FILE",
            Description = "Model file as 'train' writes it; several are averaged. Without one, the compact network that ships with the kit.",
            AllowMultipleArgumentsPerToken = true,
        };
        var input = new Option<string>("--input") { HelpName = "DIR", Description = "Folder with images (.jpg, .jpeg, .png).", Required = true };
        var output = new Option<string>("--out") { HelpName = "DIR", Description = "Folder for ID_segmentation.png (0 and 255) and ID_probability.png (grey), both at the image's own size.", Required = true };
        var plain = PlainOption.Create();
        var command = new Command("predict", "Segments the lesion in every image of a folder.\n\nExample: predict --input my-images --out my-masks") { models, input, output, plain };
        command.Does((arguments, context) =>
        {
            var images = ImageFolder.Open(arguments.GetRequiredValue(input));
            string folder = arguments.GetRequiredValue(output);
            string[] files = arguments.GetValue(models) is { Length: > 0 } named ? named : [Shipped()];
            OutputFolder.Check(folder);
            Terminal.Follow("predicting", images.Count, context, progress =>
                Predict(new(files, PlainOption.Of(arguments, plain)), images, folder, progress, context.CancellationToken));
            context.Output.WriteLine($"{images.Count} masks and probability maps are in {Path.GetFullPath(folder)}");
            return ExitCode.Success;
        });
        return command;
    }

    private static int Predict(Models networks, ValueList<ImageFile> images, string folder, IProgress<int> progress, CancellationToken cancellationToken)
    {
        var models = new List<LoadedModel>();
        try
        {
            models.AddRange(networks.Files.Select(ModelFile.Load));
            var predictor = Predictor.Mean([.. models.Select(model => PredictorOf(model, networks.Acceleration))]);
            Check(images, cancellationToken);
            for (int i = 0; i < images.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var map = predictor.PredictOne(ImageFiles.ReadRgb(images[i].Path));
                ImageFiles.WritePreview(Path.Combine(folder, $"{images[i].Id}_probability.png"), map);
                ImageFiles.Write(Path.Combine(folder, $"{images[i].Id}_segmentation.png"), models[0].Info.Thresholds.Apply(map));
                progress.Report(i + 1);
            }

            return images.Count;
        }
        finally
        {
            models.ForEach(model => model.Dispose());
        }
    }

    private static string Shipped() => File.Exists(ShippedModel)
        ? ShippedModel
        : throw new FileNotFoundException(
            $"The weights that ship with the kit are not at {ShippedModel}. Build again from a full checkout, or name a model that 'train' wrote: --model FILE.", ShippedModel);

    // Before the first mask is written: a folder of results is one of all images.
    private static void Check(ValueList<ImageFile> images, CancellationToken cancellationToken)
    {
        foreach (var image in images)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ImageFiles.Check(image.Path);
        }
    }

    private static Predictor PredictorOf(LoadedModel model, Acceleration acceleration)
    {
        model.Network.to(torch.device(TorchRuntime.PreferredDevice));
        return Predictor
            .Of(model.Info.Network.Name, model.Network, Preprocessing.Of(model.Info.Preprocessing), acceleration)
            .With(TestTimeView.Paper)
            .At(model.Info.InputSize);
    }

    private sealed record Models(IReadOnlyList<string> Files, Acceleration Acceleration);
}
