using System.Globalization;
using System.Text.RegularExpressions;
using SkinSeg.Experiments;
using SkinSeg.PostProcessing;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Experiments;

public sealed class AssumptionsTests
{
    private static readonly Dictionary<string, object> Roots = new() { ["Experiment"] = new Experiment(), ["DualThreshold"] = new DualThreshold() };

    [Fact]
    public void Every_row_of_the_three_tables_is_there_once() => Assert.Equal(
        [.. Ids("6.1", 20), .. Ids("6.2", 14), .. Ids("6.3", 50)],
        Assumptions.All.Items.Select(item => item.Id));

    [Fact]
    public void Every_setting_is_a_property_path_whose_default_is_the_reading() => Assert.All(
        Assumptions.All.Items.Where(item => item.Setting.Length > 0),
        item =>
        {
            object value = Follow(item.Setting);
            if (item.ExpectedDefault.Length > 0)
            {
                Assert.Equal(item.ExpectedDefault, Convert.ToString(value, CultureInfo.InvariantCulture));
            }
        });

    [Fact]
    public void Where_nothing_switches_a_reading_the_reason_is_given() => Assert.All(
        Assumptions.All.Items, item => Assert.True(item.Setting.Length > 0 != item.NoSetting.Length > 0, item.Id));

    [Fact]
    public void Quotations_are_the_papers_own_words()
    {
        string paper = OneSpace(File.ReadAllText(SharedFiles.PathOf("paper", "koohbanani-2018.md")));

        Assert.All(Assumptions.All.Items, item => Assert.Contains(OneSpace(item.Quotation), paper, StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_name_in_a_setting_is_found() => Assert.Throws<InvalidOperationException>(() => Follow("Experiment.Training.Optimiser"));

    [Fact]
    public void Assumptions_are_found_by_id_and_by_setting()
    {
        Assert.Equal("Experiment.Training.Optimizer.DecayMeaning", Assumptions.Find("6.3-1").Setting);
        Assert.Contains("got '6.4-1'", Assert.Throws<ArgumentException>(() => Assumptions.Find("6.4-1")).Message);
        Assert.All(Assumptions.OfSetting("Experiment.Training").Items, item => Assert.StartsWith("Experiment.Training.", item.Setting));
        Assert.Empty(Assumptions.OfSetting("Experiment.Train").Items);
        Assert.Contains("says nothing", Assumptions.All.ToMarkdown());
    }

    private static IEnumerable<string> Ids(string section, int count) => Enumerable.Range(1, count).Select(row => $"{section}-{row}");

    private static string OneSpace(string text) => Regex.Replace(text, @"\s+", " ");

    private static object Follow(string path)
    {
        string[] names = path.Split('.');
        object value = Roots[names[0]];
        foreach (string name in names.Skip(1))
        {
            var property = value.GetType().GetProperty(name) ?? throw new InvalidOperationException($"{path}: {value.GetType().Name} has no {name}.");
            value = property.GetValue(value)!;
        }

        return value;
    }
}
