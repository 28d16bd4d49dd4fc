using System.Text.Json;
using System.Text.Json.Nodes;
using SkinSeg.Primitives;

namespace SkinSeg.Metrics;

/// <summary>Both overlap scores of pooled pixels.</summary>
/// <param name="Jaccard">Jaccard index in [0, 1].</param>
/// <param name="Dice">Dice coefficient in [0, 1].</param>
public sealed record PooledOverlap(double Jaccard, double Dice)
{
    /// <summary>The scores of counts.</summary>
    public static PooledOverlap Of(PooledCounts counts) => new(counts.Jaccard, counts.Dice);
}

/// <summary>The scores of one attribute.</summary>
/// <param name="Attribute">Its name in files, for example <c>milia_like_cyst</c>.</param>
/// <param name="Overlap">Its scores.</param>
public sealed record AttributeOverlap(string Attribute, PooledOverlap Overlap);

/// <summary>The challenge scorer's summary of a Task 2 submission, in its own names and order (facts.md §4.5).</summary>
/// <param name="Attributes">Every attribute's scores, pooled over images, in order of name.</param>
/// <param name="MicroAverage">The scores of all attributes and images pooled.</param>
public sealed record Task2Report(ValueList<AttributeOverlap> Attributes, PooledOverlap MicroAverage)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The ranking score: the micro-averaged Jaccard index.</summary>
    public double Overall => MicroAverage.Jaccard;

    /// <summary>The report as indented JSON; every number reads back as the same double.</summary>
    public string ToJson()
    {
        var json = new JsonObject();
        foreach (var (attribute, overlap) in Attributes)
        {
            json.Add(attribute, Json(overlap));
        }

        json.Add("micro_average", Json(MicroAverage));
        json.Add("overall", Overall);
        return json.ToJsonString(Indented);
    }

    private static JsonObject Json(PooledOverlap overlap) => new() { ["jaccard"] = overlap.Jaccard, ["dice"] = overlap.Dice };
}
