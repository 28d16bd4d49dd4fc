using System.Text.Json.Serialization;

namespace SkinSeg.Experiments;

/// <summary>A sentence of the paper that a measurement can support or not.</summary>
/// <param name="Id">For example <c>claim/ensemble-lesions</c>.</param>
/// <param name="Place">Section of the paper.</param>
/// <param name="Quotation">The paper's own words.</param>
/// <param name="Quantity">What is measured to decide it.</param>
/// <param name="Relation"><c>=</c> or <c>&gt;</c>: how the quantity has to lie to <paramref name="Expected"/>.</param>
/// <param name="Expected">What the quantity is compared with.</param>
public sealed record PaperClaim(string Id, string Place, string Quotation, string Quantity, string Relation, double Expected)
{
    /// <summary>The relation of a claim of equality.</summary>
    [JsonIgnore]
    public static string EqualTo => "=";

    /// <summary>The relation of a claim of more.</summary>
    [JsonIgnore]
    public static string MoreThan => ">";

    /// <summary>How far the quantity may lie from what is expected, and why.</summary>
    public string Reason { get; init; } = "the 95 % interval over images lies above it as a whole";

    /// <summary>Id of the finding of <see cref="PaperAudit"/> that speaks against it; empty where there is none.</summary>
    public string Finding { get; init; } = string.Empty;

    /// <summary>The command that measures it.</summary>
    public string Command { get; init; } = "reproduce --budget paper --data DIR";

    /// <summary>For example <c>“…” (section IV-A): quantity &gt; 0</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"“{Quotation}” ({Place}): {Quantity} {Relation} {Expected}");
}
