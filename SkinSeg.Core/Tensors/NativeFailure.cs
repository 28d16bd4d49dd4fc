using System.Text.RegularExpressions;

namespace SkinSeg.Tensors;

/// <summary>Turns what a loader says about a native library into one sentence for people: which file, what it needs, which command mends it.</summary>
internal static partial class NativeFailure
{
    /// <summary>The error to throw when <paramref name="library"/> (a path, or a name where no file was found) cannot be loaded.</summary>
    public static DllNotFoundException Of(string library, Exception cause)
    {
        // Ours already, wrapped by a static constructor on its way here?
        if (Chain(cause).OfType<DllNotFoundException>().FirstOrDefault(static error => error.Data.Contains(nameof(NativeFailure))) is { } known)
        {
            return known;
        }

        var error = new DllNotFoundException(Sentence(library, Chain(cause).Last().Message), cause);
        error.Data[nameof(NativeFailure)] = true;
        return error;
    }

    /// <summary>The sentence for one file and the loader's words, which may be in any language.</summary>
    public static string Sentence(string library, string words)
    {
        // glibc: "libz.so.1: cannot open …" names a missing library, "/lib/…/libc.so.6: version `GLIBC_2.38' not found …" one that is too old.
        string reason = words.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "no reason given";
        if (!File.Exists(library))
        {
            return $"{library} is missing beside the program and in the package cache; build again with: dotnet build -c Release";
        }

        if (MissingLibrary().Match(reason) is { Success: true } missing)
        {
            string name = missing.Groups[1].Value;
            return $"{library} needs {name}, which this system does not have; install it with: apt-get install {Package(name)}";
        }

        if (Version().Match(reason) is { Success: true } version)
        {
            const string Oldest = "Debian 12, Ubuntu 22.04 and RHEL 9 are the oldest that have it";
            return $"{library} needs {version.Value}, for which this system is too old ({Oldest}); see its version with: ldd --version";
        }

        return $"{library} cannot be loaded ({reason.TrimEnd('.')}); if the file is damaged, fetch it again with: dotnet restore --force";
    }

    // The libraries that libtorch and OpenCV need and Debian's smallest images may lack; elsewhere a package is mostly named after its library.
    private static string Package(string library) => library switch
    {
        "libstdc++.so.6" => "libstdc++6",
        "libgcc_s.so.1" => "libgcc-s1",
        "libgomp.so.1" => "libgomp1",
        "libz.so.1" => "zlib1g",
        "libgtk-3.so.0" or "libgdk-3.so.0" => "libgtk-3-0",
        _ => library[..library.IndexOf(".so", StringComparison.Ordinal)] + library[(library.LastIndexOf('.') + 1)..],
    };

    private static IEnumerable<Exception> Chain(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            yield return error;
        }
    }

    [GeneratedRegex(@"^([^/\s:]+\.so[.\d]*): ")]
    private static partial Regex MissingLibrary();

    [GeneratedRegex(@"(GLIBC|GLIBCXX|CXXABI)_[\d.]+")]
    private static partial Regex Version();
}
