using System.Text.Json.Nodes;
using SkinSeg.Primitives;

namespace SkinSeg.Experiments;

/// <summary>A step of the work, named by everything that decides its result: two stages with one id give the same.</summary>
/// <param name="Kind">Which step.</param>
/// <param name="Label">A few words for people, for example <c>resnet152 lesion fold 1</c>; no part of the id.</param>
/// <param name="Description">Canonical JSON of all that decides the result, and the ids of the stages it is made from.</param>
/// <param name="Inputs">Ids of the stages it is made from.</param>
public sealed record Stage(StageKind Kind, string Label, string Description, ValueList<string> Inputs)
{
    /// <summary>Hexadecimal digits of an id: 64 bits, enough to tell millions of stages apart.</summary>
    internal const int IdLength = 16;

    /// <summary>Sixteen hexadecimal digits: the hash of kind, description and inputs.</summary>
    public string Id { get; } = CanonicalJson.Hash($"{Kind}\n{Description}\n{string.Join('\n', Inputs)}")[..IdLength];

    // A folder's name holds 255 bytes, of which the id and the ending of a half-written folder need 55.
    private const int LongestLabel = 120;

    /// <summary>Folder below the store's, for example <c>training/resnet152-lesion-fold-1-0123456789abcdef</c>.</summary>
    internal string RelativePath => Path.Combine(Kind.ToString().ToLowerInvariant(), $"{string.Concat(Label.Take(LongestLabel).Select(Plain))}-{Id}");

    /// <summary>A stage from its parts.</summary>
    internal static Stage Of(StageKind kind, string label, JsonObject description, IEnumerable<Stage> inputs) =>
        new(kind, label, CanonicalJson.Of(description), [.. inputs.Select(input => input.Id)]);

    /// <summary>For example <c>training 0123456789abcdef, resnet152 lesion fold 1</c>.</summary>
    public override string ToString() => $"{Kind.ToString().ToLowerInvariant()} {Id}, {Label}";

    private static char Plain(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' ? letter : '-';
}
