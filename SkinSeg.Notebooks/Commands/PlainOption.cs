using System.CommandLine;
using SkinSeg.Tensors;

namespace SkinSeg.Notebooks.Commands;

/// <summary>The option of every verb that computes with networks: to do it in the plainest way.</summary>
internal static class PlainOption
{
    public static Option<bool> Create() => new("--plain")
    {
        Description = "Compute in 32 bits and layer by layer: two to three times slower, the way to compare with.",
    };

    /// <summary>What was asked for, else what the environment says.</summary>
    public static Acceleration Of(ParseResult arguments, Option<bool> option) =>
        arguments.GetValue(option) ? Acceleration.Off : LabConfig.AccelerationOfEnvironment();
}
