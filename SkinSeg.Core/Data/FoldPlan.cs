using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>Which images are trained on and which are held out, fold by fold. Made by <see cref="Folds"/>; no two folds share an image.</summary>
public sealed record FoldPlan
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, WriteIndented = true };

    /// <summary>A plan from its parts, as read from JSON.</summary>
    /// <param name="seed">The seed that the split was drawn with; for the record.</param>
    /// <param name="heldOut">For each fold the ids that are held out in it.</param>
    /// <param name="alwaysTraining">Ids that are held out in no fold; empty for a cross-validation.</param>
    /// <exception cref="ArgumentException">An id occurs twice, a fold is empty, or a fold leaves nothing to train on.</exception>
    [JsonConstructor]
    public FoldPlan(int seed, ValueList<ValueList<string>> heldOut, ValueList<string> alwaysTraining)
    {
        ArgumentNullException.ThrowIfNull(heldOut);
        ArgumentNullException.ThrowIfNull(alwaysTraining);
        Seed = seed;
        HeldOut = heldOut;
        AlwaysTraining = alwaysTraining;
        if (heldOut.Count == 0 || heldOut.Any(fold => fold.Count == 0) || (heldOut.Count == 1 && alwaysTraining.Count == 0))
        {
            throw new ArgumentException($"Expected images to hold out and images to train on in every fold, got {this}.", nameof(heldOut));
        }

        if (heldOut.SelectMany(fold => fold).Concat(alwaysTraining).CountBy(id => id).FirstOrDefault(pair => pair.Value > 1) is { Key: { } twice })
        {
            throw new ArgumentException($"Expected each image in one fold only, got {twice} more than once. Remove one.", nameof(heldOut));
        }
    }

    /// <summary>The seed that the split was drawn with.</summary>
    public int Seed { get; }

    /// <summary>For each fold the ids that are held out in it, in ordinal order.</summary>
    public ValueList<ValueList<string>> HeldOut { get; }

    /// <summary>Ids that every fold trains on; empty for a cross-validation.</summary>
    public ValueList<string> AlwaysTraining { get; }

    /// <summary>Number of folds.</summary>
    [JsonIgnore]
    public int Count => HeldOut.Count;

    /// <summary>Ids to train on in one fold, in ordinal order.</summary>
    /// <param name="fold">Counted from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fold.</exception>
    public ValueList<string> Training(int fold)
    {
        Validation(fold); // checks the number
        return [.. HeldOut.Where((_, other) => other != fold).SelectMany(ids => ids).Concat(AlwaysTraining).Order(StringComparer.Ordinal)];
    }

    /// <summary>Ids that are held out in one fold, in ordinal order.</summary>
    /// <inheritdoc cref="Training"/>
    public ValueList<string> Validation(int fold) => fold >= 0 && fold < Count
        ? HeldOut[fold]
        : throw new ArgumentOutOfRangeException(nameof(fold), fold, $"Expected a fold from 0 to {Count - 1}.");

    /// <summary>The fold in which an image is held out, counted from 0.</summary>
    /// <exception cref="ArgumentException">No fold holds the image out.</exception>
    public int FoldOf(string id)
    {
        int fold = HeldOut.Select((ids, k) => (ids, k)).FirstOrDefault(pair => pair.ids.Contains(id), (ids: [], k: -1)).k;
        return fold >= 0 ? fold : throw new ArgumentException($"No fold holds out {id}; the plan is {this}.", nameof(id));
    }

    /// <summary>The plan as JSON text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The text is not such a plan.</exception>
    public static FoldPlan FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize<FoldPlan>(json, Json) ?? throw new JsonException("the text is 'null'");
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidDataException($"Expected folds as FoldPlan.ToJson writes them (seed, heldOut, alwaysTraining): {e.Message}", e);
        }
    }

    /// <summary>For example <c>5 fold(s) of 519 + 519 + 519 + 519 + 518 images, 0 always in training, seed 42</c>.</summary>
    public override string ToString()
    {
        string sizes = string.Join(" + ", HeldOut.Select(fold => fold.Count));
        return string.Create(CultureInfo.InvariantCulture, $"{Count} fold(s) of {sizes} images, {AlwaysTraining.Count} always in training, seed {Seed}");
    }
}
