using SkinSeg.Metrics;
using SkinSeg.Primitives;

namespace SkinSeg.Data;

/// <summary>The Task 1 scores of a folder of predictions.</summary>
/// <param name="Scores">Every image's scores, in order of name, and their means.</param>
/// <param name="Warnings">What the challenge's scorer accepts silently: extra files, grey values, folders inside.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record FolderScores(ScoreTable Scores, ValueList<string> Warnings) : ISelfDisplay
{
    /// <summary>The summary in the shape of the challenge's scorer.</summary>
    public Task1Report Report => Task1Report.From(Scores);

    /// <inheritdoc/>
    public string ToHtml() => Scores.ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => Scores.ToMarkdown();

    /// <summary>The six means as aligned text.</summary>
    public override string ToString() => Scores.ToString();
}

/// <summary>The Task 2 scores of a folder of predictions.</summary>
/// <param name="Scores">Every mask's counts, in order of name, and what they score when pooled.</param>
/// <param name="Warnings">What the challenge's scorer accepts silently: extra files, grey values, folders inside.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record FolderAttributeScores(AttributeScores Scores, ValueList<string> Warnings) : ISelfDisplay
{
    /// <summary>The summary in the shape of the challenge's scorer.</summary>
    public Task2Report Report => Scores.Report;

    /// <inheritdoc/>
    public string ToHtml() => Scores.ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => Scores.ToMarkdown();

    /// <summary>Every reading as aligned text.</summary>
    public override string ToString() => Scores.ToString();
}
