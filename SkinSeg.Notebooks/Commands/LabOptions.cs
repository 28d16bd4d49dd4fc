using System.CommandLine;

namespace SkinSeg.Notebooks.Commands;

/// <summary>The options of every verb that opens a lab.</summary>
internal sealed class LabOptions
{
    private readonly Option<string> budget = new("--budget")
    {
        Description = "smoke (24 synthetic images, minutes), lesson (300 images, under an hour), fold (one fold of the paper), paper (all of it).",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(LabConfig.BudgetVariable) ?? "smoke",
    };

    private readonly Option<string> data = new("--data")
    {
        Description = "Folder with ISIC 2018 Task 1, or with images and masks of your own. Without it, synthetic images.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(LabConfig.DataVariable) ?? string.Empty,
    };

    private readonly Option<string> output = new("--out")
    {
        Description = "Folder for everything that is written.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(LabConfig.OutVariable) ?? "skinseg-out",
    };

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Add(budget);
        command.Add(data);
        command.Add(output);
    }

    /// <summary>The settings that were given; folders as full paths.</summary>
    /// <exception cref="ArgumentException">The budget is none of the four.</exception>
    public LabConfig Read(ParseResult arguments)
    {
        string folder = arguments.GetValue(data) ?? string.Empty;
        return new()
        {
            Budget = LabConfig.ParseBudget(arguments.GetValue(budget) ?? "smoke"),
            DataFolder = folder.Length > 0 ? Path.GetFullPath(folder) : string.Empty,
            OutFolder = Path.GetFullPath(arguments.GetValue(output) ?? "skinseg-out"),
        };
    }
}
