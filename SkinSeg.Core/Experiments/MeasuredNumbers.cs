using SkinSeg.Data;
using SkinSeg.Metrics;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>What a study measured of the numbers of Tables I and III, by the ids of <see cref="PaperNumbers"/>.</summary>
internal sealed class MeasuredNumbers(StudyResult study, string budget)
{
    /// <summary>All that was measured. Of several networks that stand for one of the paper's, that with the fewest shortfalls counts.</summary>
    public Dictionary<string, Measurement> All()
    {
        var found = new Dictionary<string, Measurement>(StringComparer.Ordinal);
        foreach (var (id, measurement) in study.Lesions.SelectMany(OfLesions).Concat(study.Attributes.Names.SelectMany(OfAttributes)))
        {
            if (!found.TryGetValue(id, out var other) || measurement.Conditions.Shortfalls.Count < other.Conditions.Shortfalls.Count)
            {
                found[id] = measurement;
            }
        }

        return found;
    }

    /// <summary>Folder of a stage, relative to the folder that holds the store.</summary>
    public static string Evidence(RunStore store, Stage stage) =>
        Path.GetRelativePath(Path.GetDirectoryName(store.Folder) ?? store.Folder, store.FolderOf(stage)).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>A count or a setting: there is nothing to estimate.</summary>
    public static Estimate Exact(double value, int count) => new(value, value, value, count);

    /// <summary>Folder of an attribute's scores.</summary>
    public static string Evidence(AttributeResult result)
    {
        var lesions = result.Lesions is null ? null : LesionResult.StageOf(result.Lesions.Maps);
        return Evidence(result.Maps.Run.Store, AttributeResult.StageOf(result.Maps.Run.Experiment, result.Maps.Run.Data, result.Maps.Name, result.Maps.Stages.Select(stage => stage.Stage), lesions));
    }

    private IEnumerable<(string Id, Measurement Value)> OfLesions(LesionResult result)
    {
        var conditions = RunShortfalls.Of(result, budget);
        string evidence = Evidence(result.Run.Store, LesionResult.StageOf(result.Maps));
        string Id(string column) => new PaperNumber("Table I", result.Maps.PaperName, column, 0, 0).Id;
        yield return (Id("T_H"), new(Exact(result.Thresholds.High, result.Scores.Count), conditions, evidence));
        yield return (Id("T_L"), new(Exact(result.Thresholds.Low, result.Scores.Count), conditions, evidence));
        foreach (var metric in Task1Metrics.All)
        {
            yield return (Id(metric.Title()), new(result.Scores.Mean(metric), conditions, evidence));
        }
    }

    private IEnumerable<(string Id, Measurement Value)> OfAttributes(string name)
    {
        var results = study.Attributes.Of(name);
        string Id(string column) => new PaperNumber("Table III", results[0].Maps.PaperName, column, 0, 0).Id;
        foreach (var result in results)
        {
            var conditions = RunShortfalls.Of(result, budget);
            string evidence = Evidence(result);
            yield return (Id(PaperCells.Column(result.Attribute, "Jaccard")), new(AttributesResult.Score(result, Jaccard), conditions, evidence));
            yield return (Id(PaperCells.Column(result.Attribute, "Dice")), new(AttributesResult.Score(result, Dice), conditions, evidence));
        }

        // An average of fewer attributes is another quantity.
        if (results.Select(result => result.Attribute).Distinct().Count() == LesionAttributes.All.Count)
        {
            var all = results.Select(result => RunShortfalls.Of(result, budget)).ToList();
            var conditions = all[0] with { Shortfalls = [.. all.SelectMany(one => one.Shortfalls).Distinct()] };
            yield return (Id("average Jaccard"), new(study.Attributes.Macro(name, Jaccard), conditions, Evidence(results[0])));
            yield return (Id("average Dice"), new(study.Attributes.Macro(name, Dice), conditions, Evidence(results[0])));
        }
    }

    private static double Jaccard(PooledCounts counts) => counts.Jaccard;

    private static double Dice(PooledCounts counts) => counts.Dice;
}
