using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>One place where the paper can be read in more than one way, and the way that the kit reads it.</summary>
/// <param name="Id">Section and row of facts.md, for example <c>6.3-14</c>: 6.1 are slips of the pen, 6.2 contradictions, 6.3 what the paper leaves open.</param>
/// <param name="Title">What is in question.</param>
/// <param name="Quotation">The paper's own words; empty where it is silent.</param>
/// <param name="Place">Section, table or equation of the paper.</param>
/// <param name="Reading">What the kit does.</param>
/// <param name="Why">The reason.</param>
/// <param name="Alternatives">Other readings.</param>
/// <param name="Setting">Property path that switches it, from a record of the kit; empty where there is none, see <see cref="NoSetting"/>.</param>
public sealed record Assumption(
    string Id, string Title, string Quotation, string Place, string Reading, string Why, ValueList<string> Alternatives, string Setting)
{
    /// <summary>Why nothing switches it; empty where <see cref="Setting"/> does.</summary>
    public string NoSetting { get; init; } = string.Empty;

    /// <summary>The setting's default as text, where the reading is one value; else empty.</summary>
    public string ExpectedDefault { get; init; } = string.Empty;

    /// <summary>For example <c>6.3-17: Connectivity of the reconstruction</c>.</summary>
    public override string ToString() => $"{Id}: {Title}";
}
