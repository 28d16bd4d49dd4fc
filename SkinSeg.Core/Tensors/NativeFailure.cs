using System.Text.RegularExpressions;

namespace SkinSeg.Tensors;

/// <summary>Why a native library cannot be loaded, for people.</summary>
/// <param name="What">Which file, and what it needs or what is wrong with it.</param>
/// <param name="Advice">What to do, without the command.</param>
/// <param name="Command">The one command that mends it.</param>
internal readonly partial record struct NativeFailure(string What, string Advice, string Command)
{
    // A damaged file stays damaged in the package cache: that copy must go, and then come again.
    private const string Refetch = "if the file is damaged, build again after emptying the package cache with";
    private const string RefetchCommand = "dotnet nuget locals global-packages --clear";

    /// <summary>One sentence that ends with the command.</summary>
    public override string ToString() => $"{What}; {Advice}: {Command}";

    /// <summary>The error to throw when <paramref name="library"/> (a path, or a name where no file was found) cannot be loaded.</summary>
    public static DllNotFoundException Error(string library, Exception cause)
    {
        // Ours already, wrapped by a static constructor on its way here?
        if (Chain(cause).FirstOrDefault(static error => error.Data.Contains(nameof(NativeFailure))) is DllNotFoundException known)
        {
            return known;
        }

        var failure = Chain(cause).Last() is InvalidDataException damaged
            ? new(damaged.Message.TrimEnd('.'), Refetch, RefetchCommand)
            : Of(library, Chain(cause).Last().Message);
        var error = new DllNotFoundException(failure.ToString(), cause);
        error.Data[nameof(NativeFailure)] = failure;
        return error;
    }

    /// <summary>The failure that an error of <see cref="Error"/> tells of; null for any other error.</summary>
    public static NativeFailure? From(Exception error) =>
        Chain(error).Select(static link => link.Data[nameof(NativeFailure)] as NativeFailure?).FirstOrDefault(static failure => failure is not null);

    /// <summary>The failure of one file, from the loader's words, which may be in any language.</summary>
    public static NativeFailure Of(string library, string words)
    {
        // glibc: "libz.so.1: cannot open …" names a missing library, "/lib/…/libc.so.6: version `GLIBC_2.38' not found …" one that is too old.
        string reason = words.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "no reason given";
        if (!File.Exists(library))
        {
            return new($"{library} is missing beside the program and in the package cache", "build again with", "dotnet build -c Release");
        }

        if (MissingLibrary().Match(reason) is { Success: true } missing)
        {
            string name = missing.Groups[1].Value;
            if (OfOurPackages().IsMatch(name))
            {
                return new($"{library} needs {name}, which is missing beside it", "build again with", "dotnet build -c Release");
            }

            return new($"{library} needs {name}, which this system does not have", "install it with", $"apt-get install {Package(name)}");
        }

        if (Version().Match(reason) is { Success: true } version)
        {
            const string Oldest = "Debian 12, Ubuntu 22.04 and RHEL 9 are the oldest that have it";
            return new($"{library} needs {version.Value}, for which this system is too old ({Oldest})", "see what it has with", "ldd --version");
        }

        return new($"{library} cannot be loaded ({reason.TrimEnd('.')})", Refetch, RefetchCommand);
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

    // libgomp-98b21ff3.so.1: a package's own copy carries a part of its hash.
    [GeneratedRegex(@"^(libtorch|libc10|.*-[0-9a-f]{8}\.)")]
    private static partial Regex OfOurPackages();

    [GeneratedRegex(@"(GLIBC|GLIBCXX|CXXABI)_[\d.]+")]
    private static partial Regex Version();
}
