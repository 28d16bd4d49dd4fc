using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace SkinSeg.Notebooks.Plots;

/// <summary>Still pictures of pages, taken by a Chromium, Chrome or Edge that is on the machine.</summary>
internal static class PagePicture
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome.exe", "msedge.exe"];

    /// <summary>The top left of a page as PNG with two pixels per CSS pixel; null where no browser is found, or it cannot be started or does not answer in 30 seconds.</summary>
    /// <param name="html">The page.</param>
    /// <param name="width">Width in CSS pixels.</param>
    /// <param name="height">Height in CSS pixels.</param>
    public static byte[]? TryRender(string html, int width, int height)
    {
        if (FindBrowser() is not { } browser)
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("skinseg-picture-");
        try
        {
            string page = Path.Combine(folder.FullName, "page.html");
            string picture = Path.Combine(folder.FullName, "page.png");
            File.WriteAllText(page, html);
            return Run(browser, Arguments(folder.FullName, page, picture, string.Create(CultureInfo.InvariantCulture, $"{width},{height}")))
                && File.Exists(picture) ? File.ReadAllBytes(picture) : null;
        }
        catch (Win32Exception) // found, but not to be started: no right to, or a stub of a package that is not there
        {
            return null;
        }
        finally
        {
            Remove(folder);
        }
    }

    /// <summary>Path of a browser that can take pictures, or null.</summary>
    public static string? FindBrowser()
    {
        string programFiles = Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles);
        string programFilesX86 = Environment.GetFolderPath(Environment.SpecialFolder.ProgramFilesX86);
        IEnumerable<string> folders =
        [
            .. (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
            Path.Combine(programFiles, "Google", "Chrome", "Application"),
            Path.Combine(programFilesX86, "Microsoft", "Edge", "Application"),
        ];
        return folders
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .Append("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
            .FirstOrDefault(File.Exists);
    }

    // --no-sandbox only for root, as containers run: elsewhere the sandbox stays. The page is our own and makes no request.
    private static string[] Arguments(string profile, string page, string picture, string size) =>
    [
        "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--hide-scrollbars", "--force-device-scale-factor=2", "--virtual-time-budget=4000",
        $"--user-data-dir={Path.Combine(profile, "profile")}", $"--window-size={size}", $"--screenshot={picture}",
        .. Environment.UserName == "root" ? (string[])["--no-sandbox"] : [], new Uri(page).AbsoluteUri,
    ];

    // On Windows a browser's last process may hold a file of its profile for a moment longer: a leftover is no reason to lose the picture.
    private static void Remove(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The system clears its temporary folder.
        }
    }

    private static bool Run(string browser, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(browser, arguments) { RedirectStandardError = true, RedirectStandardOutput = true });
        if (process is null)
        {
            return false;
        }

        // Both pipes are drained, or a chatty browser would block on a full one.
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (process.WaitForExit(TimeLimit))
        {
            return process.ExitCode == 0;
        }

        process.Kill(entireProcessTree: true);
        return false;
    }
}
