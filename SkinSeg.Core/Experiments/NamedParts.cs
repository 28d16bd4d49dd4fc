using SkinSeg.Inference;
using SkinSeg.Losses;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>The functions that stored experiments name: losses and views of one's own, beside the kit's.</summary>
/// <remarks>F#: <c>NamedParts(Losses = ValueList [ mine ])</c>, with <c>let mine = Loss("mine", fun logits target -&gt; …)</c>.</remarks>
public sealed record NamedParts
{
    /// <summary>Losses of one's own.</summary>
    public ValueList<Loss> Losses { get; init; } = [];

    /// <summary>Test-time views of one's own.</summary>
    public ValueList<TestTimeView> Views { get; init; } = [];

    /// <summary>The loss of a stored name; sums and multiples of known losses are known, too.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    internal Loss FindLoss(string name) =>
        Losses.FirstOrDefault(loss => Stored(loss) == name) ?? LossFormula.Parse(name, FindNamed)
        ?? throw new InvalidDataException(
            $"The experiment uses a loss '{name}' that is not known here. Known are {Names(Loss.All.Select(Stored).Concat(Losses.Select(Stored)))}; hand over one's own as NamedParts.");

    /// <summary>The view of a stored name.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    internal TestTimeView FindView(string name) =>
        Views.Concat(TestTimeView.Paper).FirstOrDefault(view => Stored(view) == name)
        ?? throw new InvalidDataException(
            $"The experiment uses a view '{name}' that is not known here. Known are {Names(TestTimeView.Paper.Concat(Views).Select(Stored))}; hand over one's own as NamedParts.");

    /// <summary>How a loss stands in JSON.</summary>
    /// <exception cref="ArgumentException">It has no name, or the kit's name with another function.</exception>
    internal static string Stored(Loss loss)
    {
        if (loss.IsFormula)
        {
            _ = loss.Formula!.Leaves.Select(Stored).ToList(); // refuses those without a name of their own
            return loss.Name;
        }

        return Loss.All.FirstOrDefault(known => known.Name == loss.Name && known.Version == loss.Version) is { } own && own.Evaluate != loss.Evaluate
            ? throw Unnamed("loss", $"'{loss.Name}', which is the name of another loss of the kit")
            : Stored("loss", loss.Name, loss.Version);
    }

    /// <summary>How a view stands in JSON.</summary>
    /// <exception cref="ArgumentException">It has no name, or the kit's name with another function.</exception>
    internal static string Stored(TestTimeView view) =>
        TestTimeView.Paper.FirstOrDefault(known => known.Name == view.Name && known.Version == view.Version) is { } own && (own.Apply != view.Apply || own.Undo != view.Undo)
            ? throw Unnamed("view", $"'{view.Name}', which is the name of another view of the kit")
            : Stored("view", view.Name, view.Version);

    private Loss? FindNamed(string name) => Losses.Where(loss => !loss.IsFormula).Concat(Loss.All).FirstOrDefault(loss => Stored(loss) == name);

    // A sum's letters in a name of one's own would pass for a sum of other losses.
    private static string Stored(string kind, string name, int version) =>
        string.IsNullOrWhiteSpace(name) || name.Contains('@', StringComparison.Ordinal) || version < 1
        || (kind == "loss" && name.AsSpan().IndexOfAny(LossFormula.Letters) >= 0)
            ? throw Unnamed(kind, $"'{name}', version {version}")
            : version == 1 ? name : $"{name}@{version}";

    private static ArgumentException Unnamed(string kind, string found) => new(
        $"Expected a {kind} with a name of its own (without @, a loss also without +, * and brackets) and a version from 1 on, since stored results are found again by them; got {found}. Name it.");

    private static string Names(IEnumerable<string> names) => string.Join(", ", names);
}
