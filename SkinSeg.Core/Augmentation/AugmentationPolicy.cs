using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using SkinSeg.Primitives;

namespace SkinSeg.Augmentation;

/// <summary>Which routines change a training image, how often and how far. A value: it prints, compares, and survives JSON.</summary>
/// <remarks>C#: <c>foreach (var (name, policy) in AugmentationPolicy.Paper.LeaveOneOut())</c>; F#: <c>for ablation in AugmentationPolicy.Paper.LeaveOneOut() do … ablation.Policy</c>.</remarks>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record AugmentationPolicy : ISelfDisplay
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>A policy of some routines; they act in the order of <see cref="AugmentationRoutine"/>, however they are listed.</summary>
    /// <exception cref="ArgumentException">A routine is listed twice.</exception>
    [JsonConstructor]
    public AugmentationPolicy(ValueList<RoutineConfig> routines, BorderFill border = BorderFill.Reflect)
    {
        ArgumentNullException.ThrowIfNull(routines);
        Routines = [.. routines.OrderBy(config => config.Routine)];
        Border = border;
        if (Routines.CountBy(config => config.Routine).FirstOrDefault(pair => pair.Value > 1) is { Value: > 1, Key: var twice })
        {
            throw new ArgumentException($"Expected each routine once, got {twice} more than once. Remove one.", nameof(routines));
        }
    }

    /// <summary>The routines in the order in which they act.</summary>
    public ValueList<RoutineConfig> Routines { get; }

    /// <summary>What is shown where there was no image.</summary>
    public BorderFill Border { get; }

    /// <summary>Images as they are.</summary>
    public static AugmentationPolicy None { get; } = new([]);

    /// <summary>The paper's training: every routine of section II-A-3 with the default of <see cref="RoutineInfo"/>, which names each number's source.</summary>
    public static AugmentationPolicy Paper { get; } = new([.. RoutineInfo.All.Select(info => info.Default)]);

    /// <summary>Both flips, each with probability 1/2, and rotation by up to 40° either way.</summary>
    public static AugmentationPolicy FlipsAndRotation { get; } =
        Of(AugmentationRoutine.HorizontalFlip, AugmentationRoutine.VerticalFlip, AugmentationRoutine.Rotation);

    /// <summary>For compact networks without pretrained weights: flips, rotation, zoom, translation, intensity and channel shift.</summary>
    public static AugmentationPolicy FromScratch { get; } = Of(
        AugmentationRoutine.HorizontalFlip,
        AugmentationRoutine.VerticalFlip,
        AugmentationRoutine.Zoom,
        AugmentationRoutine.Rotation,
        AugmentationRoutine.Translation,
        AugmentationRoutine.IntensityScale,
        AugmentationRoutine.ChannelShift);

    /// <summary>This policy and one routine more, with its default range; one that is there already is reset to it.</summary>
    public AugmentationPolicy With(AugmentationRoutine routine) => WithConfig(RoutineConfig.Default(routine));

    /// <summary>This policy with one routine added or changed.</summary>
    public AugmentationPolicy WithConfig(RoutineConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return new([.. Without(config.Routine).Routines, config], Border);
    }

    /// <summary>This policy without one routine; what the others draw does not change.</summary>
    public AugmentationPolicy Without(AugmentationRoutine routine) => new([.. Routines.Where(config => config.Routine != routine)], Border);

    /// <summary>A leave-one-out ablation in one line: this policy by the name <c>all</c>, and then without each of its routines in turn.</summary>
    public ValueList<NamedPolicy> LeaveOneOut() =>
        [new("all", this), .. Routines.Select(config => new NamedPolicy($"without {config.Routine}", Without(config.Routine)))];

    /// <summary>This policy with another border.</summary>
    public AugmentationPolicy WithBorder(BorderFill border) => new(Routines, border);

    /// <summary>All routines drawn together towards no change.</summary>
    /// <param name="strength">1 leaves the policy as it is, 0 makes it do nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="strength"/> is not in [0, 1].</exception>
    public AugmentationPolicy AtStrength(double strength) => new([.. Routines.Select(config => config.AtStrength(strength))], Border);

    /// <summary>Draws the parameters for one image in one epoch. They depend on these three and on the policy, and on nothing else.</summary>
    /// <param name="seed">The run's seed.</param>
    /// <param name="epoch">Counted from 0.</param>
    /// <param name="id">The image's id.</param>
    public AugmentationDraw Draw(int seed, int epoch, string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var changes = new List<IDrawnChange>(Routines.Count);
        foreach (var config in Routines)
        {
            // A generator of its own for each routine, so that leaving one out leaves the others as they were.
            var random = Seed.RandomFor(seed, epoch, $"{id} {config.Routine}");
            if (random.NextDouble() < config.Probability)
            {
                changes.Add(Catalogue.Draw(config, random));
            }
        }

        return new(id, epoch, new(changes), Border);
    }

    /// <summary>The policy as JSON text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The text is not such a policy.</exception>
    public static AugmentationPolicy FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize<AugmentationPolicy>(json, Json) ?? throw new JsonException("the text is 'null'");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException(
                $"Expected a policy as AugmentationPolicy.ToJson writes it (routines with probability, low and high; border): {e.Message}", e);
        }
    }

    /// <inheritdoc/>
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => ToTable().ToMarkdown();

    /// <summary>For example <c>HorizontalFlip, VerticalFlip, Rotation</c>; <c>no augmentation</c> where there is no routine.</summary>
    public override string ToString() => Routines.Count == 0 ? "no augmentation" : string.Join(", ", Routines.Select(config => config.Routine));

    private static AugmentationPolicy Of(params AugmentationRoutine[] routines) => new([.. routines.Select(RoutineConfig.Default)]);

    private Table ToTable() => Table.Of(
        $"Augmentation, border {Border}",
        ["Routine", "Probability", "From", "To", "Unit", "Source"],
        Routines.Select(Row));

    private static string[] Row(RoutineConfig config)
    {
        var info = RoutineInfo.Of(config.Routine);
        string source = config == info.Default ? info.Source : "changed";
        return Catalogue.IsFlip(config.Routine)
            ? [config.Routine.ToString(), Text(config.Probability), "", "", "", source]
            : [config.Routine.ToString(), Text(config.Probability), Text(config.Low), Text(config.High), info.Unit, source];
    }

    private static string Text(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
