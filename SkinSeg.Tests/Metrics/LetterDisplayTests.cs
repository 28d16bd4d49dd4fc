using SkinSeg.Metrics;
using Xunit;

namespace SkinSeg.Tests.Metrics;

public sealed class LetterDisplayTests
{
    [Fact]
    public void What_is_like_two_that_differ_has_both_letters()
    {
        // The example dif3 of the R package multcompView (after Piepho 2004): only B and C differ; its letters are ab, a, b.
        var display = LetterDisplay.Of(3, (i, j) => (i, j) == (1, 2));

        Assert.Equal(["ab", "a", "b"], display.Letters);
        Assert.Equal([[0, 1], [0, 2]], display.Groups);
    }

    [Fact]
    public void All_alike_share_one_letter_and_all_different_share_none()
    {
        Assert.Equal(["a", "a", "a", "a"], LetterDisplay.Of(4, (_, _) => false).Letters);
        Assert.Equal(["a", "b", "c", "d"], LetterDisplay.Of(4, (_, _) => true).Letters);
        Assert.Equal(["a"], LetterDisplay.Of(1, (_, _) => true).Letters);
    }

    [Fact]
    public void A_chain_of_neighbours_makes_overlapping_groups() =>
        Assert.Equal(["a", "ab", "bc", "c"], LetterDisplay.Of(4, (i, j) => j - i > 1).Letters);

    [Fact]
    public void More_groups_than_letters_go_on_with_numbers()
    {
        var letters = LetterDisplay.Of(30, (_, _) => true).Letters;

        Assert.Equal(("z", "a2", "d2"), (letters[25], letters[26], letters[29]));
    }

    [Fact]
    public void Of_any_pattern_two_share_a_letter_exactly_when_they_do_not_differ_and_no_group_could_be_larger()
    {
        var random = new Random(5);
        for (int trial = 0; trial < 300; trial++)
        {
            int count = 1 + random.Next(8);
            var differ = new bool[count, count];
            foreach (var (i, j) in from i in Enumerable.Range(0, count) from j in Enumerable.Range(0, i) select (i, j))
            {
                differ[i, j] = differ[j, i] = random.Next(3) == 0;
            }

            var groups = LetterDisplay.Of(count, (i, j) => differ[i, j]).Groups;

            Assert.Equal(LargestSets(count, differ).Order(), groups.Select(group => group.Sum(i => 1 << i)).Order());
        }
    }

    [Fact]
    public void Too_few_and_too_many_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LetterDisplay.Of(0, (_, _) => true));
        Assert.Throws<ArgumentOutOfRangeException>(() => LetterDisplay.Of(65, (_, _) => true));
    }

    // Every set in which no two differ and to which no further one can be added, by trying all sets.
    private static IEnumerable<int> LargestSets(int count, bool[,] differ)
    {
        bool Alike(int set) => !(from i in Enumerable.Range(0, count) from j in Enumerable.Range(0, i) where (set >> i & set >> j & 1) == 1 && differ[i, j] select i).Any();
        return Enumerable.Range(1, (1 << count) - 1).Where(set => Alike(set) && !Enumerable.Range(0, count).Any(i => (set >> i & 1) == 0 && Alike(set | 1 << i)));
    }
}
