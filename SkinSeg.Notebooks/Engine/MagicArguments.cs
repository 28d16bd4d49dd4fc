namespace SkinSeg.Notebooks.Engine;

/// <summary>The words after a magic, sorted into options and names.</summary>
internal sealed class MagicArguments
{
    private readonly Dictionary<string, string> options = [];
    private readonly List<string> names = [];
    private readonly Magic magic;
    private readonly int line;

    /// <summary>Reads the arguments of a magic.</summary>
    /// <param name="magic">The magic.</param>
    /// <param name="line">Its line, for messages.</param>
    /// <param name="known">Options it may have; one that ends in ! takes no value.</param>
    /// <exception cref="MagicException">An option is not known, or lacks its value.</exception>
    public MagicArguments(Magic magic, int line, IReadOnlyList<string> known)
    {
        (this.magic, this.line) = (magic, line);
        for (int i = 0; i < magic.Arguments.Count; i++)
        {
            string word = magic.Arguments[i];
            if (!word.StartsWith("--", StringComparison.Ordinal))
            {
                names.Add(word);
            }
            else if (known.Contains(word + "!"))
            {
                options[word] = string.Empty;
            }
            else if (known.Contains(word) && i + 1 < magic.Arguments.Count)
            {
                options[word] = magic.Arguments[++i];
            }
            else
            {
                string options = string.Join(", ", known.Select(option => option.TrimEnd('!')));
                throw Wrong($"{word} is not supported there or lacks its value; known are {options}");
            }
        }
    }

    /// <summary>The value of an option; null where it is not there.</summary>
    public string? this[string option] => options.GetValueOrDefault(option);

    /// <summary>The value of an option that must be there.</summary>
    public string Required(string option) => this[option] ?? throw Wrong($"expected {option} and its value");

    /// <summary>The one word that is no option.</summary>
    public string Name(string meaning) => names is [var name] ? name : throw Wrong($"expected one {meaning}, found {names.Count}");

    /// <summary>A refusal of the magic.</summary>
    public MagicException Wrong(string problem) => new($"{magic.Line}: {problem}.", line);
}
