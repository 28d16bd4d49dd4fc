using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>Some assumptions, in the order of facts.md; they show themselves as a table.</summary>
/// <param name="Items">The assumptions.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record AssumptionList(ValueList<Assumption> Items) : ISelfDisplay
{
    /// <summary>One line per assumption.</summary>
    public Table ToTable() => Table.Of(
        $"Readings of the paper: {Items.Count}",
        ["id", "question", "the paper", "place", "reading taken", "why", "alternatives", "setting"],
        Items.Select(item => (string[])
        [
            item.Id,
            item.Title,
            item.Quotation.Length > 0 ? $"“{item.Quotation}”" : "says nothing",
            item.Place,
            item.Reading,
            item.Why,
            string.Join("; ", item.Alternatives),
            item.Setting.Length > 0 ? item.Setting : $"none: {item.NoSetting}",
        ]));

    /// <inheritdoc/>
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => ToTable().ToMarkdown();

    /// <summary>The table as aligned text.</summary>
    public override string ToString() => ToTable().ToString();
}
