using SkinSeg.Tensors;

namespace SkinSeg.Notebooks;

/// <summary>Where a lab finds images, where it writes, and how much it may cost.</summary>
/// <remarks>F#: <c>LabConfig(Budget = Budget.Lesson, DataFolder = "ISIC2018")</c>.</remarks>
public sealed record LabConfig
{
    /// <summary>Names the budget: smoke (the default), lesson, fold or paper.</summary>
    public const string BudgetVariable = "SKINSEG_BUDGET";

    /// <summary>Names the folder with ISIC 2018, or with images and masks of one's own.</summary>
    public const string DataVariable = "SKINSEG_DATA";

    /// <summary>Names the folder for everything that is written.</summary>
    public const string OutVariable = "SKINSEG_OUT";

    /// <summary>Says how networks compute: automatic (the default), mixedprecision or off.</summary>
    public const string AccelerationVariable = "SKINSEG_ACCELERATION";

    /// <summary>Where results go when nobody says otherwise, below the current folder.</summary>
    public const string DefaultOutFolder = "skinseg-out";

    /// <summary>What a run may cost.</summary>
    public Budget Budget { get; init; } = Budget.Smoke;

    /// <summary>Folder with images and masks; empty to draw synthetic ones.</summary>
    public string DataFolder { get; init; } = string.Empty;

    /// <summary>Folder for synthetic images, trainings and reports.</summary>
    public string OutFolder { get; init; } = DefaultOutFolder;

    /// <summary>Whether networks compute as fast as the hardware allows, or plainly in 32 bits.</summary>
    public Acceleration Acceleration { get; init; } = Acceleration.Automatic;

    /// <summary>
    /// The defaults, changed by the environment variables <c>SKINSEG_BUDGET</c>, <c>SKINSEG_DATA</c>, <c>SKINSEG_OUT</c> and
    /// <c>SKINSEG_ACCELERATION</c> where they are set.
    /// </summary>
    /// <exception cref="ArgumentException">The budget is none of the four, or the acceleration none of the three.</exception>
    public static LabConfig FromEnvironment() => new()
    {
        Budget = Variable(BudgetVariable) is { } budget ? ParseBudget(budget) : Budget.Smoke,
        DataFolder = Variable(DataVariable) ?? string.Empty,
        OutFolder = Variable(OutVariable) ?? DefaultOutFolder,
        Acceleration = AccelerationOfEnvironment(),
    };

    /// <summary>The budget of a name; upper and lower case are the same.</summary>
    /// <exception cref="ArgumentException">The name is none of the four.</exception>
    public static Budget ParseBudget(string name) => Parse<Budget>("a budget", name);

    /// <summary>What <c>SKINSEG_ACCELERATION</c> says, or the default.</summary>
    internal static Acceleration AccelerationOfEnvironment() =>
        Variable(AccelerationVariable) is { } name ? Parse<Acceleration>("an acceleration", name) : Acceleration.Automatic;

    private static T Parse<T>(string what, string name)
        where T : struct, Enum =>
        Enum.GetNames<T>().Contains(name, StringComparer.OrdinalIgnoreCase) && Enum.TryParse(name, ignoreCase: true, out T value)
            ? value
            : throw new ArgumentException($"Expected {what} out of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}, got '{name}'.", nameof(name));

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
