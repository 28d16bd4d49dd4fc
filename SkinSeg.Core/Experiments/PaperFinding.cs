using System.Text.Json.Serialization;

namespace SkinSeg.Experiments;

/// <summary>How a check of the paper against itself came out.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AuditVerdict>))]
public enum AuditVerdict
{
    /// <summary>The numbers agree.</summary>
    Holds,

    /// <summary>They differ by less than chance does.</summary>
    Chance,

    /// <summary>A slip of the pen: what was meant is clear.</summary>
    Slip,

    /// <summary>The paper says two things that cannot both be.</summary>
    Contradicted,

    /// <summary>What is printed does not decide it.</summary>
    Open,
}

/// <summary>One check of the paper against itself.</summary>
/// <param name="Id">For example <c>dice/resnet152/milia_like_cyst</c>.</param>
/// <param name="Check">What was checked.</param>
/// <param name="Expected">What should be.</param>
/// <param name="Found">What is.</param>
/// <param name="Verdict">How it came out.</param>
/// <param name="Place">Section, table or equation of the paper.</param>
public sealed record PaperFinding(string Id, string Check, string Expected, string Found, AuditVerdict Verdict, string Place)
{
    /// <summary>The assumption that says how the kit reads the place, for example <c>6.2-1</c>; empty where none is needed.</summary>
    public string Assumption { get; init; } = string.Empty;

    /// <summary>The verdict in words.</summary>
    [JsonIgnore]
    public string VerdictText => Verdict switch
    {
        AuditVerdict.Holds => "holds",
        AuditVerdict.Chance => "not told from chance",
        AuditVerdict.Slip => "slip of the pen",
        AuditVerdict.Contradicted => "contradicted",
        _ => "open",
    };

    /// <summary>For example <c>slip of the pen: T_L of ResNet152 is a probability: 35</c>.</summary>
    public override string ToString() => $"{VerdictText}: {Check}: {Found}";
}
