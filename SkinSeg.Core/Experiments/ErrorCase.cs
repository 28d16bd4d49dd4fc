using System.Globalization;
using System.Text.Json.Serialization;
using SkinSeg.Imaging;
using SkinSeg.Metrics;
using SkinSeg.PostProcessing;

namespace SkinSeg.Experiments;

/// <summary>One held-out image: its scores, what makes it hard, and which stage lost what.</summary>
/// <param name="Scores">Scores of the final mask at the image's own size.</param>
/// <param name="Fold">The fold that holds it out, counted from 0.</param>
/// <param name="Conditions">Size and place of the lesion, hair and contrast, at the network's size.</param>
/// <param name="Ladder">The Jaccard index after each stage.</param>
/// <param name="Marker">Whether the mask grew from pixels above the high threshold, or from a fallback, at the network's size.</param>
public sealed record ErrorCase(ImageScores Scores, int Fold, ImageConditions Conditions, StageLadder Ladder, MarkerSource Marker)
{
    /// <summary>How far below the challenge's 0.65 a near miss lies at most.</summary>
    public const double NearMissMargin = 0.05;

    /// <summary>The image.</summary>
    [JsonIgnore]
    public string Id => Scores.Id;

    /// <summary>Whether it fails the challenge's 0.65 by <see cref="NearMissMargin"/> at most: a little more would have won more than 0.6 of score.</summary>
    [JsonIgnore]
    public bool IsNearMiss => Scores.Jaccard is < ImageScores.JaccardThreshold and >= ImageScores.JaccardThreshold - NearMissMargin;

    /// <summary>For example <c>ISIC_0000000: Jaccard 0.412; lost by network 0.53, threshold 0.07; lesion 3.1 %, inside the image, hair 1.2 %, contrast 12</c>.</summary>
    public override string ToString() => $"{Scores}; {LossText}; {Conditions}";

    /// <summary>What lost the score, in words, for example <c>lost by network 0.53, threshold 0.07</c>: every stage that lost 0.005 or more.</summary>
    [JsonIgnore]
    public string LossText
    {
        get
        {
            var losses = StageLadder.Stages.Where(stage => Ladder.LossOf(stage) >= 0.005)
                .Select(stage => string.Create(CultureInfo.InvariantCulture, $"{$"{stage}".ToLowerInvariant()} {Ladder.LossOf(stage):F2}"));
            string text = string.Join(", ", losses);
            return text.Length > 0 ? $"lost by {text}" : "nothing lost";
        }
    }
}
