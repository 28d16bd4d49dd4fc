using System.CommandLine;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Commands;

/// <summary>The options of every verb that opens a lab.</summary>
internal sealed class LabOptions
{
    private readonly Option<string> budget = new("--budget")
    {
        HelpName = "NAME",
        Description = "smoke (24 images, minutes), lesson (300 images, minutes more), fold (one fold of the paper) or paper (all of it).",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(LabConfig.BudgetVariable) ?? "smoke",
    };

    private readonly Option<string> data = new("--data")
    {
        HelpName = "DIR",
        Description = "Folder with ISIC 2018 Task 1, or with images and masks of your own. Without it, synthetic images.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(LabConfig.DataVariable) ?? string.Empty,
    };

    private readonly Option<string> output = new("--out")
    {
        HelpName = "DIR",
        Description = "Folder for everything that is written.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(LabConfig.OutVariable) ?? LabConfig.DefaultOutFolder,
    };

    private readonly Option<bool> plain = PlainOption.Create();

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(budget);
        command.Add(data);
        command.Add(output);
        command.Add(plain);
    }

    /// <summary>The settings that were given; folders as full paths.</summary>
    /// <exception cref="ArgumentException">The budget is none of the four.</exception>
    /// <exception cref="IOException">The output folder cannot be written.</exception>
    public LabConfig Read(ParseResult arguments)
    {
        string folder = arguments.GetValue(data) ?? string.Empty;
        var config = new LabConfig()
        {
            Budget = LabConfig.ParseBudget(arguments.GetValue(budget) ?? "smoke"),
            DataFolder = folder.Length > 0 ? Path.GetFullPath(folder) : string.Empty,
            OutFolder = Path.GetFullPath(arguments.GetValue(output) ?? LabConfig.DefaultOutFolder),
            Acceleration = PlainOption.Of(arguments, plain),
        };
        OutputFolder.Check(config.OutFolder);
        return config;
    }
}
