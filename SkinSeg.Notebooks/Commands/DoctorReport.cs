using System.Text;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Commands;

/// <summary>How a thing that the doctor looked at is.</summary>
public enum DoctorVerdict
{
    /// <summary>As it should be.</summary>
    Fine,

    /// <summary>The kit works, but something is worth knowing or mending.</summary>
    Warning,

    /// <summary>The kit cannot work.</summary>
    Problem,
}

/// <summary>One thing that the doctor looked at.</summary>
/// <param name="Name">What was looked at, for example <c>libtorch</c>.</param>
/// <param name="Verdict">How it is.</param>
/// <param name="Found">What was found.</param>
/// <param name="Command">The one command that mends it; empty where nothing is to be mended.</param>
public sealed record DoctorCheck(string Name, DoctorVerdict Verdict, string Found, string Command = "");

/// <summary>All that the doctor found on this machine.</summary>
/// <param name="Checks">In the order in which they were made.</param>
[TypeFormatterSource(typeof(SelfDisplayFormatters))]
public sealed record DoctorReport(ValueList<DoctorCheck> Checks) : ISelfDisplay
{
    /// <summary>1 if the kit cannot work here, else 0; warnings do not count.</summary>
    public int ExitCode => Checks.Any(static check => check.Verdict == DoctorVerdict.Problem) ? 1 : 0;

    /// <summary>One row per check.</summary>
    public Table ToTable() => Table.Of(
        string.Empty,
        ["", "Check", "Found", "Mend it with"],
        Checks.Select(static check => new[] { Word(check.Verdict), check.Name, check.Found, check.Command }));

    /// <inheritdoc/>
    public string ToHtml() => ToTable().ToHtml();

    /// <inheritdoc/>
    public string ToMarkdown() => ToTable().ToMarkdown();

    /// <summary>One line per check, the command that mends it below, and a verdict last.</summary>
    public override string ToString()
    {
        int width = Checks.Max(static check => check.Name.Length);
        var text = new StringBuilder();
        foreach (var check in Checks)
        {
            string indent = new(' ', 11 + width);
            text.Append(Word(check.Verdict).PadRight(9)).Append(check.Name.PadRight(width + 2)).Append(check.Found.ReplaceLineEndings("\n" + indent)).Append('\n');
            if (check.Command.Length > 0)
            {
                text.Append(indent).Append("mend it with: ").Append(check.Command).Append('\n');
            }
        }

        return text.Append(Summary()).ToString();
    }

    private string Summary()
    {
        int problems = Checks.Count(static check => check.Verdict == DoctorVerdict.Problem);
        int warnings = Checks.Count(static check => check.Verdict == DoctorVerdict.Warning);
        return problems > 0 ? $"The kit cannot work here: {problems} of {Checks.Count} checks found a problem."
            : warnings > 0 ? $"The kit works here; {warnings} of {Checks.Count} checks found something to mend."
            : "The kit works here; nothing to mend.";
    }

    private static string Word(DoctorVerdict verdict) => verdict switch
    {
        DoctorVerdict.Fine => "ok",
        DoctorVerdict.Warning => "warning",
        _ => "PROBLEM",
    };
}
