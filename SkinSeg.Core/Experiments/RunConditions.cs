using System.Text.Json.Serialization;
using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>What a number was measured with, and what separates that from the paper's own run.</summary>
/// <param name="Budget">The kit's budget, or empty.</param>
/// <param name="Networks">Names of the networks; several for an ensemble.</param>
/// <param name="Data">The data set, for example <c>synthetic-24, Training: 24 images</c>.</param>
/// <param name="Images">Images that were scored.</param>
/// <param name="Folds">For example <c>5 of 5 folds</c>.</param>
/// <param name="Epochs">Epochs of each training.</param>
public sealed record RunConditions(string Budget, ValueList<string> Networks, string Data, int Images, string Folds, int Epochs)
{
    /// <summary>Every way in which this is not the paper's run: stand-ins for networks, synthetic images, a part of the data, another recipe. Empty where there is none.</summary>
    public ValueList<string> Shortfalls { get; init; } = [];

    /// <summary>Whether it was measured as the paper did: only then can anything be called reproduced.</summary>
    [JsonIgnore]
    public bool IsThePapers => Shortfalls.Count == 0;

    /// <summary>For example <c>smoke: resnet-compact; synthetic-24, Training: 24 images; 5 of 5 folds; 30 epochs</c>.</summary>
    public override string ToString() =>
        Invariant($"{(Budget.Length > 0 ? $"{Budget}: " : string.Empty)}{string.Join(" + ", Networks)}; {Data}{(Data.Contains(Invariant($"{Images} images"), StringComparison.Ordinal) ? string.Empty : Invariant($", {Images} scored"))}; {Folds}; {Epochs} epochs");
}
