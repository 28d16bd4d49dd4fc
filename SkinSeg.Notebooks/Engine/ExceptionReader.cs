using System.Diagnostics;
using System.Reflection;

namespace SkinSeg.Notebooks.Engine;

/// <summary>Finds in an exception what the author of a cell can do something about.</summary>
internal static class ExceptionReader
{
    private const int MostLibraryCalls = 8;
    private const int LongestCause = 400; // TorchSharp's, when its native library is missing, has 5000 letters

    /// <summary>The exception with its place in the running cell, the user's calls, then the libraries'; none of the engine's.</summary>
    public static CodeException Read(Exception error, string running, SourceMap sources)
    {
        var cause = Unwrap(error);
        var frames = new StackTrace(cause, fNeedFileInfo: true).GetFrames();
        var users = frames.Where(frame => sources.Has(frame.GetFileName())).ToList();
        var shown = users.FirstOrDefault(frame => sources.Is(frame.GetFileName(), running)) ?? users.FirstOrDefault();
        var place = shown is null
            ? new SourcePlace(null, 0, 0, string.Empty)
            : sources.Place(shown.GetFileName()!, shown.GetFileLineNumber(), shown.GetFileColumnNumber(), running);
        return new(cause.GetType().FullName!, OneLine(cause.Message), place, new([.. Calls(frames, users, sources), .. Causes(cause)]));
    }

    private static Exception Unwrap(Exception error) => error switch
    {
        TargetInvocationException { InnerException: { } inner } => Unwrap(inner),
        AggregateException { InnerExceptions: [var inner] } => Unwrap(inner),
        _ => error,
    };

    private static IEnumerable<string> Calls(StackFrame[] frames, List<StackFrame> users, SourceMap sources)
    {
        string last = string.Empty;
        foreach (var frame in users)
        {
            string name = Name(frame);
            string place = sources.Describe(frame.GetFileName()!, frame.GetFileLineNumber());
            string call = name.Length > 0 ? $"  at {place}, in {name}" : $"  at {place}";
            if (call != last)
            {
                yield return last = call;
            }
        }

        // Below the user's outermost call there is only the engine.
        int outermost = users.Count > 0 ? Array.IndexOf(frames, users[^1]) : 0;
        var libraries =
            from frame in frames.Take(outermost).Except(users)
            let type = frame.GetMethod()?.DeclaringType?.FullName
            let name = Name(frame)
            where type is not null && name.Length > 0 && !type.StartsWith("System.Runtime.", StringComparison.Ordinal)
            select $"  in {type}.{name}";
        foreach (string call in libraries.Take(MostLibraryCalls))
        {
            yield return call;
        }
    }

    private static IEnumerable<string> Causes(Exception error)
    {
        for (var cause = error.InnerException; cause is not null; cause = cause.InnerException)
        {
            string message = OneLine(cause.Message);
            string start = message.Length > LongestCause ? message[..LongestCause] + "…" : message;
            yield return $"  because of {cause.GetType().FullName}: {start}";
        }
    }

    // Names that a compiler made up say nothing to the author: MoveNext of an async method, main@ of a cell, closures.
    private static string Name(StackFrame frame)
    {
        var method = frame.GetMethod();
        string name = method?.Name == "MoveNext" ? method.DeclaringType?.Name ?? string.Empty : method?.Name ?? string.Empty;
        name = name.StartsWith('<') && name.IndexOf('>', StringComparison.Ordinal) is var end and > 1 ? name[1..end] : name;
        return name.AsSpan().ContainsAny('<', '@') || name is "Invoke" ? string.Empty : name;
    }

    private static string OneLine(string text) => string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
}
