using SkinSeg.Imaging;
using SkinSeg.Inference;
using SkinSeg.Primitives;
using SkinSeg.Tests.Support;
using Xunit;

namespace SkinSeg.Tests.Inference;

/// <summary>Each view moves pixels where its name says, and Undo moves them back: on pictures without symmetry, of odd and even sides.</summary>
public sealed class TestTimeViewTests
{
    // Where the pixel in (row, column) of the view lies in the image of height H and width W; photometry moves nothing.
    private static readonly Dictionary<string, Func<int, int, ImageSize, (int Row, int Column)>> Origins = new()
    {
        [TestTimeView.Identity.Name] = static (row, column, _) => (row, column),
        [TestTimeView.HorizontalFlip.Name] = static (row, column, size) => (row, size.Width - 1 - column),
        [TestTimeView.VerticalFlip.Name] = static (row, column, size) => (size.Height - 1 - row, column),
        [TestTimeView.QuarterTurnWithContrast.Name] = static (row, column, size) => (column, size.Width - 1 - row), // counter-clockwise: the right edge comes up
        [TestTimeView.Sharpening.Name] = static (row, column, _) => (row, column),
    };

    public static TheoryData<string, int, int> Cases()
    {
        var cases = new TheoryData<string, int, int>();
        foreach (string view in Origins.Keys)
        {
            foreach (var (height, width) in new[] { (1, 1), (1, 7), (5, 1), (4, 6), (5, 7), (6, 5) })
            {
                cases.Add(view, height, width);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_view_shows_each_pixel_where_its_geometry_puts_it(string name, int height, int width)
    {
        var image = PlainNetworks.Picture(height, width);
        var plain = Photometry(name)(image);

        var seen = View(name).Apply(image);

        Assert.Equal(name == TestTimeView.QuarterTurnWithContrast.Name ? image.Size.Transposed : image.Size, seen.Size);
        ForEachPixel(seen.Size, (row, column) =>
        {
            var (fromRow, fromColumn) = Origins[name](row, column, image.Size);
            Assert.Equal(plain[fromRow, fromColumn], seen[row, column]);
        });
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Undo_puts_each_pixel_of_the_map_back(string name, int height, int width)
    {
        var view = View(name);
        var image = PlainNetworks.Picture(height, width);
        var map = PlainNetworks.Red.PredictOne(view.Apply(image)); // of the view

        var undone = view.Undo(map);

        Assert.Equal(image.Size, undone.Size);
        ForEachPixel(map.Size, (row, column) =>
        {
            var (toRow, toColumn) = Origins[name](row, column, image.Size);
            Assert.Equal(map[row, column], undone[toRow, toColumn]);
        });
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void There_and_back_leaves_the_prediction_where_it_was(string name, int height, int width)
    {
        var image = PlainNetworks.Picture(height, width);

        var seen = PlainNetworks.Red.With([View(name)]).PredictOne(image);

        Assert.Equal(PlainNetworks.Red.PredictOne(Photometry(name)(image)).Values, seen.Values);
    }

    [Fact]
    public void Any_subset_in_any_order_averages_the_same_single_predictions()
    {
        var image = PlainNetworks.Picture(6, 9);
        ProbabilityMap Alone(TestTimeView view) => view.Undo(PlainNetworks.Red.PredictOne(view.Apply(image)));

        for (int chosen = 1; chosen < 1 << TestTimeView.Paper.Count; chosen++)
        {
            TestTimeView[] views = [.. TestTimeView.Paper.Where((_, i) => (chosen & (1 << i)) != 0).Reverse()];

            Assert.Equal(ProbabilityMap.Mean([.. views.Select(Alone)]).Values, PlainNetworks.Red.With(views).PredictOne(image).Values);
        }
    }

    [Fact]
    public void No_view_at_all_and_a_view_that_does_not_turn_back_are_refused()
    {
        var image = PlainNetworks.Picture(4, 6);
        var lost = new TestTimeView("lost", static seen => seen.TurnLeft(), static map => map);

        Assert.Contains("at least one view", Assert.Throws<ArgumentException>(() => PlainNetworks.Red.With([])).Message, StringComparison.Ordinal);
        string message = Assert.Throws<InvalidOperationException>(() => PlainNetworks.Red.With([lost]).PredictOne(image)).Message;
        Assert.Contains("'lost' to give a map of the image's size 4×6, got 6×4", message, StringComparison.Ordinal);
    }

    private static TestTimeView View(string name) => TestTimeView.Paper.Single(view => view.Name == name);

    // What the view does to colors, without its geometry; contrast does not depend on where pixels lie.
    private static Func<RgbImage, RgbImage> Photometry(string name) =>
        name == TestTimeView.QuarterTurnWithContrast.Name ? static image => image.StretchContrast()
        : name == TestTimeView.Sharpening.Name ? static image => image.Sharpen()
        : static image => image;

    private static void ForEachPixel(ImageSize size, Action<int, int> check)
    {
        for (int row = 0; row < size.Height; row++)
        {
            for (int column = 0; column < size.Width; column++)
            {
                check(row, column);
            }
        }
    }
}
