using Xunit;

namespace SkinSeg.Tests.Support;

/// <summary>Text files in <c>Golden/</c> that a change must not alter unseen.</summary>
internal static class Golden
{
    /// <summary>Asserts that the lines are those of the file; the file is written by hand or by its author's review, never by a test.</summary>
    public static void AssertLines(string name, IEnumerable<string> actual) =>
        Assert.Equal(File.ReadAllLines(Path.Combine(Repository.Root, "SkinSeg.Tests", "Golden", name)), actual);
}
