using System.Text.Json.Serialization;

namespace SkinSeg.Training;

/// <summary>How an epoch's images are dealt into batches.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BatchOrder>))]
public enum BatchOrder
{
    /// <summary>At random: every image once.</summary>
    Shuffled,

    /// <summary>
    /// At random, with at least one image in every batch whose mask has a pixel set, and as even a share of such images as possible. Where there are
    /// fewer of them than batches, they come more than once. For attributes: a batch without any teaches Eq. 3 nothing (facts.md §6.3 #7).
    /// </summary>
    Stratified,
}
