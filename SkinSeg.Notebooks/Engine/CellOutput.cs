using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Engine;

/// <summary>Something that a cell shows; one of the records below.</summary>
public abstract record CellOutput
{
    private protected CellOutput()
    {
    }
}

/// <summary>Text that a cell wrote to the console.</summary>
/// <param name="IsError">Whether it went to standard error.</param>
/// <param name="Text">The text, lines separated by \n.</param>
public sealed record StreamOutput(bool IsError, string Text) : CellOutput;

/// <summary>A value that a cell displayed, or the value of its last expression.</summary>
/// <param name="Contents">The same value in one or more forms.</param>
/// <param name="IsResult">Whether it is the value of the last expression.</param>
/// <param name="DisplayId">Name by which the display is updated; null for results.</param>
public sealed record ValueOutput(ValueList<MimeContent> Contents, bool IsResult, string? DisplayId = null) : CellOutput;

/// <summary>New contents for a value that was displayed before. Appears live only; stored outputs are the updated ones.</summary>
/// <param name="DisplayId">Name of the display.</param>
/// <param name="Contents">Its new contents.</param>
public sealed record UpdateOutput(string DisplayId, ValueList<MimeContent> Contents) : CellOutput;

/// <summary>How long a cell took that asked with <c>#!time</c>; shown live, but not stored, because it differs from run to run.</summary>
/// <param name="Milliseconds">Wall-clock time.</param>
public sealed record TimeOutput(double Milliseconds) : CellOutput;

/// <summary>The error that ended a cell.</summary>
/// <param name="Failure">What went wrong, and where.</param>
public sealed record ErrorOutput(CellFailure Failure) : CellOutput;

/// <summary>One form of a value.</summary>
/// <param name="MimeType">For example <c>text/html</c>.</param>
/// <param name="Text">Its text; base64 for images, JSON text for JSON.</param>
public sealed record MimeContent(string MimeType, string Text);
