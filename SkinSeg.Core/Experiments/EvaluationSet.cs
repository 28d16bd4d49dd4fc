using System.Text.Json.Serialization;

namespace SkinSeg.Experiments;

/// <summary>Which held-out images judge a network of Task 2, whose training images are balanced (facts.md §6.3 #41).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EvaluationSet>))]
public enum EvaluationSet
{
    /// <summary>All images of the held-out fold: what a network meets outside of training. The reading taken.</summary>
    WholeFold,

    /// <summary>Only as many images without the attribute as with it, chosen as for training: precision then looks better than it is.</summary>
    Balanced,
}
