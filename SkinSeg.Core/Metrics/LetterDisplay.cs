using System.Globalization;
using System.Numerics;
using SkinSeg.Primitives;
using static System.FormattableString;

namespace SkinSeg.Metrics;

/// <summary>Which of several things cannot be told apart, as letters: two share a letter exactly when they do not differ.</summary>
/// <remarks>
/// "Compact letter display" (Piepho 2004). Not to differ is no equivalence: A may not differ from B nor B from C, and yet A from C; B then has
/// two letters. A letter stands for a group as large as possible in which no two differ.
/// </remarks>
/// <param name="Groups">Each group's members, counted from 0 in order; groups in order of their first member.</param>
/// <param name="Letters">Each thing's letters, for example <c>ab</c>.</param>
public sealed record LetterDisplay(ValueList<ValueList<int>> Groups, ValueList<string> Letters)
{
    /// <summary>64: a set of things is held in the bits of one number.</summary>
    public const int Largest = 64;

    /// <summary>Finds the groups.</summary>
    /// <param name="count">How many things there are; at most <see cref="Largest"/>.</param>
    /// <param name="differs">Whether things i and j (i &lt; j, counted from 0) differ.</param>
    public static LetterDisplay Of(int count, Func<int, int, bool> differs)
    {
        ArgumentNullException.ThrowIfNull(differs);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Largest);
        var alike = new ulong[count];
        for (int i = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++)
            {
                if (!differs(i, j))
                {
                    alike[i] |= 1UL << j;
                    alike[j] |= 1UL << i;
                }
            }
        }

        var found = new List<ulong>();
        Extend(0, ulong.MaxValue >> (Largest - count), 0, alike, found);
        List<ValueList<int>> groups = [.. found.Select(set => new ValueList<int>(Bits(set))).OrderBy(Key, StringComparer.Ordinal)];
        var letters = Enumerable.Range(0, count).Select(i => string.Concat(groups.Select((group, g) => group.Contains(i) ? Letter(g) : string.Empty)));
        return new(new(groups), new(letters));
    }

    // Bron and Kerbosch 1973: a group is complete when nothing is left that is like all of its members.
    private static void Extend(ulong group, ulong candidates, ulong excluded, ulong[] alike, List<ulong> found)
    {
        if ((candidates | excluded) == 0)
        {
            found.Add(group);
        }

        foreach (int i in Bits(candidates))
        {
            ulong bit = 1UL << i;
            Extend(group | bit, candidates & alike[i], excluded & alike[i], alike, found);
            candidates &= ~bit;
            excluded |= bit;
        }
    }

    private static IEnumerable<int> Bits(ulong set)
    {
        for (; set != 0; set &= set - 1)
        {
            yield return BitOperations.TrailingZeroCount(set);
        }
    }

    private static string Key(ValueList<int> group) => string.Join(' ', group.Select(i => i.ToString("D2", CultureInfo.InvariantCulture)));

    private static string Letter(int group) => Invariant($"{(char)('a' + (group % 26))}{(group < 26 ? "" : Invariant($"{(group / 26) + 1}"))}"); // … z, a2, b2
}
