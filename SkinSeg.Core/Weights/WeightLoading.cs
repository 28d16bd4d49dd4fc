namespace SkinSeg.Weights;

/// <summary>How strict loading of pretrained weights is. The default takes only files that cover the network, and trusts none.</summary>
public sealed record WeightLoading
{
    /// <summary>Whether keys may be missing, unexpected or of another shape; what fits is loaded then, and the report says what did not.</summary>
    public bool AllowPartial { get; init; }

    /// <summary>
    /// Whether a Keras <c>.h5</c> file is known to be good. Its library can stall or ask for a gigabyte on a damaged file, so one that is not
    /// trusted is refused, and wants to be converted first by a process of its own with a limit on time and memory: the verb <c>weights convert</c>. The other formats are checked by the kit and need no trust.
    /// </summary>
    public bool TrustFile { get; init; }
}
