using Microsoft.DotNet.Interactive.Formatting;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Engine;

/// <summary>Values as MIME contents, by the rules of Microsoft.DotNet.Interactive.Formatting and the formatters of a session.</summary>
internal static class ValueFormatting
{
    /// <summary>Forgets what another notebook's cells registered in the process, and registers <paramref name="formatters"/>.</summary>
    public static void Reset(IEnumerable<ValueFormatter> formatters)
    {
        Formatter.ResetToDefault();
        foreach (var group in formatters.GroupBy(formatter => formatter.Type))
        {
            // A type's own way is found when the type is first asked for, and would then replace ours: it is asked for now.
            _ = Formatter.GetPreferredMimeTypesFor(group.Key);
            foreach (var formatter in group)
            {
                Formatter.Register(formatter.Type, (value, writer) => writer.Write(formatter.Text(value)), formatter.MimeType);
            }

            Formatter.SetPreferredMimeTypesFor(group.Key, [.. group.Select(formatter => formatter.MimeType)]);
        }
    }

    /// <summary>The value in the forms its type prefers, or in <paramref name="mimeTypes"/> where some are given; of several, those that turn out empty are left out.</summary>
    public static ValueList<MimeContent> Format(object? value, IReadOnlyList<string> mimeTypes)
    {
        var wanted = mimeTypes.Count > 0 ? mimeTypes : [.. Formatter.GetPreferredMimeTypesFor(value?.GetType() ?? typeof(object))];
        List<MimeContent> all = [.. wanted.Distinct().Select(mimeType => new MimeContent(mimeType, Text(value, mimeType)))];
        var full = all.Where(static content => content.Text.Length > 0).ToList();
        return new(full.Count > 0 ? full : all);
    }

    private static string Text(object? value, string mimeType) =>
        Formatter.ToDisplayString(value, mimeType).Replace("\r\n", "\n", StringComparison.Ordinal);
}
