using System.CommandLine;
using System.Globalization;
using SkinSeg.Data;

namespace SkinSeg.Notebooks.Commands;

/// <summary>The option <c>--task N</c>.</summary>
internal static class TaskOption
{
    public static Option<int> Create() => new("--task")
    {
        HelpName = "N",
        Description = "The challenge's task: 1, lesion masks; 2, attribute masks.",
        DefaultValueFactory = _ => 1,
    };

    /// <summary>The task of a number.</summary>
    /// <exception cref="ArgumentException">There is no such task.</exception>
    public static ChallengeTask Parse(int number) => Enum.IsDefined((ChallengeTask)number)
        ? (ChallengeTask)number
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected --task 1 (lesion masks) or 2 (attribute masks), got --task {number}."));
}
