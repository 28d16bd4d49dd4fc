using System.Text.Json.Serialization;
using static System.FormattableString;

namespace SkinSeg.Experiments;

/// <summary>One number of the paper: where it stands, how exact it can be taken, and what is wrong with it.</summary>
/// <param name="Table"><c>Table I</c>, <c>Table II</c>, <c>Table III</c> or <c>leaderboard</c>.</param>
/// <param name="Row">The kit's name of the network, or <c>ensemble</c>; on a leaderboard the submission.</param>
/// <param name="Column">Heading of the column, for example <c>Thresholded Jaccard</c>, <c>T_L</c> or <c>streaks Dice</c>.</param>
/// <param name="Value">The number as it is read; see <see cref="Printed"/>.</param>
/// <param name="Digits">Digits behind the point that are printed.</param>
public sealed record PaperNumber(string Table, string Row, string Column, double Value, int Digits)
{
    /// <summary>For example <c>table-3/densenet169/streaks-dice</c>.</summary>
    public string Id => $"{TableId}/{Slug(Row)}/{Slug(Column)}";

    /// <summary>The number as it is printed, where that is not what was meant: 35 for a threshold of 0.35.</summary>
    public double Printed { get; init; } = Value;

    /// <summary>How far chance or the grid's step alone can carry the number, ±; see <see cref="Reason"/>.</summary>
    public double Noise { get; init; }

    /// <summary>Why <see cref="Noise"/> is what it is.</summary>
    public string Reason { get; init; } = string.Empty;

    /// <summary>What the rest of the paper says against this number; empty where nothing does.</summary>
    public string Contradiction { get; init; } = string.Empty;

    /// <summary>A note on how the row is printed; empty where there is none.</summary>
    public string Note { get; init; } = string.Empty;

    /// <summary>The command that measures it.</summary>
    public string Command { get; init; } = string.Empty;

    /// <summary>Half of the last digit printed; 0 for a threshold, which is exact.</summary>
    [JsonIgnore]
    public double Rounding => Column is "T_H" or "T_L" ? 0 : 0.5 * Math.Pow(10, -Digits);

    /// <summary>Noise and rounding together, ±: what lies farther away is another result.</summary>
    [JsonIgnore]
    public double Tolerance => Noise + Rounding;

    /// <summary>For example <c>Table I, resnet152, Dice</c>.</summary>
    [JsonIgnore]
    public string Place => $"{Table}, {Row}, {Column}";

    /// <summary>The number with its digits, for example <c>0.8032</c>.</summary>
    [JsonIgnore]
    public string Text => Printed == Value ? Format(Value, Digits) : Invariant($"{Format(Value, Digits)} (printed {Printed})");

    /// <summary>For example <c>Table I, resnet152, Dice: 0.9032 ± 0.0114</c>.</summary>
    public override string ToString() => Invariant($"{Place}: {Text} ± {Tolerance:F4}");

    private string TableId => Table switch { "Table I" => "table-1", "Table II" => "table-2", "Table III" => "table-3", _ => Slug(Table) };

    private static string Format(double value, int digits) => value.ToString(Invariant($"F{digits}"), System.Globalization.CultureInfo.InvariantCulture);

    private static string Slug(string text) =>
        string.Join('-', text.ToLowerInvariant().Split([' ', '_', ',', '(', ')'], StringSplitOptions.RemoveEmptyEntries));
}
