using System.Text.Json.Nodes;
using SkinSeg.Data;
using SkinSeg.Experiments;
using SkinSeg.Models;
using SkinSeg.Notebooks;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class ExperimentJsonTests
{
    public static TheoryData<string, Experiment> Presets => new TheoryData<string, Experiment>(
    [
        new("defaults", new()),
        new("tests", SmallWorld.Experiment),
        .. LesionAttributes.All.Select(attribute => new TheoryDataRow<string, Experiment>(attribute.ToString(), Experiment.ForAttribute(attribute))),
        .. Enum.GetValues<Budget>().Select(budget => new TheoryDataRow<string, Experiment>(budget.ToString(), BudgetPlan.Of(budget).Experiment)),
        .. Enum.GetValues<Budget>().Select(budget => new TheoryDataRow<string, Experiment>($"{budget} ablation", BudgetPlan.Of(budget).AblationExperiment)),
        .. NetworkCatalogue.All.Select(network => new TheoryDataRow<string, Experiment>(network.Name, new() { Network = network })),
    ]);

    [Theory]
    [MemberData(nameof(Presets), DisableDiscoveryEnumeration = true)]
    public void An_experiment_is_read_back_equal(string name, Experiment experiment)
    {
        var again = Experiment.FromJson(experiment.ToJson());

        Assert.True(experiment == again, name);
        Assert.Equal(experiment.ToJson(), again.ToJson());
    }

    [Fact]
    public void Three_hundred_experiments_with_every_property_varied_at_random_are_read_back_equal()
    {
        var random = Seed.RandomFor(5, 0, "experiments");
        for (int k = 0; k < 300; k++)
        {
            var experiment = ExperimentVariations.All.Aggregate(new Experiment(), (made, variation) => random.Next(3) == 0 ? made : variation.Of(made, random));

            var again = Experiment.FromJson(experiment.ToJson());

            Assert.Equal(experiment, again);
            Assert.Equal(experiment.ToJson(), again.ToJson());
        }
    }

    [Fact]
    public void The_order_of_properties_does_not_matter()
    {
        var experiment = new Experiment { Network = NetworkCatalogue.DeepLab };

        Assert.Equal(experiment, Experiment.FromJson(CanonicalJson.Of(JsonNode.Parse(experiment.ToJson()))));
    }

    public static TheoryData<string, string, string> Edits => new()
    {
        { "\"schema\": 3", "\"schema\": 4", "it has schema 4, which a newer version of the kit wrote" },
        { "\"schema\": 3", "\"schema\": 2", "it has schema 2, not 3" },
        { "\"schema\": 3,", "", "it has schema 0, not 3" },
        { "\"schema\": 3", "\"schema\": \"three\"", "Expected an experiment" },
        { "\"seed\": 2018", "\"sead\": 2018", "'sead'" },
        { "\"epochs\": 70", "\"epochs\": 70, \"epoch\": 71", "'epoch'" },
        { "\"epochs\": 70", "\"epochs\": 70, \"epochs\": 71", "Duplicate" },
        { "\"epochs\": 70", "\"epochs\": \"many\"", "$.training.epochs" },
        { "\"epochs\": 70", "\"epochs\": 7e99", "$.training.epochs" },
        { "\"target\": \"Lesion\"", "\"target\": \"Mole\"", "$.target" },
        { "\"target\": \"Lesion\"", "\"target\": 99", "$.target" },
        { "\"target\": \"Lesion\"", "\"target\": null", "$.target" },
        { "\"kind\": \"resnet\"", "\"kind\": \"vgg\"", "vgg" },
        { "\"loss\": \"eq1\"", "\"loss\": \"dice\"", "a loss 'dice' that is not known here. Known are eq1, " },
        { "\"loss\": \"eq1\"", "\"loss\": \"eq1@2\"", "a loss 'eq1@2' that is not known here" },
        { "\"loss\": \"eq1\"", "\"loss\": \"bce+\"", "a loss 'bce+' that is not known here" },
        { "\"loss\": \"eq1\"", "\"loss\": \"(((bce\"", "a loss '(((bce' that is not known here" },
        { "\"loss\": \"eq1\"", "\"loss\": \"x*bce\"", "a loss 'x*bce' that is not known here" },
        { "\"loss\": \"eq1\"", "\"loss\": 7", "Expected an experiment" },
        { "\"loss\": \"eq1\"", "\"loss\": null", "Expected an experiment" },
        { "\"identity\"", "\"blur\"", "a view 'blur' that is not known here. Known are identity, " },
        { "\"high\": 0.8", "\"high\": 1.8", "Expected a threshold in [0, 1]" },
        { "\"training\": {", "\"training\": [", "Expected an experiment" },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void A_text_that_was_edited_into_nonsense_is_refused_and_the_place_named(string from, string to, string words)
    {
        string json = new Experiment().ToJson();
        Assert.Contains(from, json, StringComparison.Ordinal);

        string message = Assert.Throws<InvalidDataException>(() => Experiment.FromJson(json.Replace(from, to, StringComparison.Ordinal))).Message;

        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void A_text_of_another_kind_is_refused()
    {
        string json = new Experiment().ToJson();
        string deep = string.Concat(Enumerable.Repeat("(", 100_000));
        string[] texts = ["", "null", "[]", "7", "\"\"", "{}", "no JSON", "\0\u0001", new('[', 100_000), json.Replace("\"eq1\"", $"\"{deep}\"", StringComparison.Ordinal)];

        Assert.All(texts, text => Assert.Throws<InvalidDataException>(() => Experiment.FromJson(text)));
    }

    [Fact]
    public void A_text_cut_off_anywhere_is_refused()
    {
        string json = new Experiment().ToJson();

        for (int length = 0; length < json.Length - 1; length += 7)
        {
            Assert.Throws<InvalidDataException>(() => Experiment.FromJson(json[..length]));
        }
    }
}
