using System.Globalization;

namespace SkinSeg.Notebooks.Engine;

/// <summary>Values on their way from one language to the other: <c>#!share</c>, <c>#!set</c> and <c>#!value</c>.</summary>
/// <param name="kernels">The languages that have run so far.</param>
/// <param name="start">Gives the kernel of a language, started if need be.</param>
internal sealed class SharedValues(IReadOnlyDictionary<CellLanguage, ICellKernel> kernels, Func<CellLanguage, ICellKernel> start)
{
    private readonly Dictionary<string, string> texts = [];

    /// <summary>Options of <c>#!share</c>.</summary>
    public static readonly string[] ShareOptions = ["--from", "--as"];

    /// <summary>Options of <c>#!set</c>.</summary>
    public static readonly string[] SetOptions = ["--name", "--value", "--byref!"];

    /// <summary>Options of <c>#!value</c>.</summary>
    public static readonly string[] ValueOptions = ["--name", "--from-value", "--from-file"];

    /// <summary><c>#!value --name x</c>: keeps a text under a name.</summary>
    public void Keep(MagicArguments arguments, string text) => texts[arguments.Required("--name")] = text;

    /// <summary><c>#!share --from fsharp x --as y</c>: gives a language a value of another, the same object and not a copy.</summary>
    public void Share(MagicArguments arguments, CellLanguage to)
    {
        string name = arguments.Name("name of a value");
        Give(arguments["--as"] ?? name, Find(arguments.Required("--from"), name, arguments), to, arguments);
    }

    /// <summary><c>#!set --name y --value 3</c>: gives a language a literal, or by <c>@fsharp:x --byref</c> a value of the other.</summary>
    public void Set(MagicArguments arguments, CellLanguage to)
    {
        string value = arguments.Required("--value");
        string[] reference = value.StartsWith('@') ? value[1..].Split(':', 2) : [];
        object? given = reference switch
        {
            [] => Literal(value),
            [var kernel, var name] when arguments["--byref"] is not null => Find(kernel, name, arguments),
            _ => throw arguments.Wrong("expected a literal, or @csharp:name with --byref; values that pass through JSON change their type"),
        };
        Give(arguments.Required("--name"), given, to, arguments);
    }

    // The types that .NET Interactive gives literals: it reads them as JSON.
    private static object Literal(string value) =>
        bool.TryParse(value, out bool flag) ? flag
        : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number
        : value;

    private object? Find(string kernel, string name, MagicArguments arguments)
    {
        if (kernel == "value" && texts.TryGetValue(name, out string? text))
        {
            return text;
        }

        var found = CellLanguages.Find(kernel) is { } from && kernels.TryGetValue(from, out var source) ? source.Find(name) : null;
        return (found ?? throw arguments.Wrong($"there is no value {name} in {kernel}; run the cell that defines it first")).Value;
    }

    private void Give(string name, object? value, CellLanguage to, MagicArguments arguments)
    {
        var type = value?.GetType() ?? throw arguments.Wrong($"{name} is null, which has no type; share something that is not null");
        if (to == CellLanguage.CSharp && CSharpTypeName.Of(type) is null)
        {
            throw arguments.Wrong(
                $"C# cells cannot name the type {type} (nested, F#'s own, or declared in a cell). "
                + "Share an array, a string, a number or a public type of a library");
        }

        try
        {
            start(to).Define(name, value);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException or CodeException)
        {
            throw arguments.Wrong($"{to.DisplayName()} cells cannot take {name} of type {type}: {error.Message.TrimEnd('.')}");
        }
    }
}
