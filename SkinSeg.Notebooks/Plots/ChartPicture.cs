using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Plotly.NET;

namespace SkinSeg.Notebooks.Plots;

/// <summary>Still pictures of charts, drawn by a Chromium, Chrome or Edge that is on the machine; without one, charts stay interactive only.</summary>
public static class ChartPicture
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome.exe", "msedge.exe"];

    /// <summary>The chart as PNG, or null where no browser is found, or it cannot be started or does not answer in 30 seconds.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    public static byte[]? TryRender(GenericChart chart, int width = 720, int height = 400)
    {
        if (FindBrowser() is not { } browser)
        {
            return null;
        }

        var folder = Directory.CreateTempSubdirectory("skinseg-chart-");
        try
        {
            string page = Path.Combine(folder.FullName, "chart.html");
            string picture = Path.Combine(folder.FullName, "chart.png");
            File.WriteAllText(page, ChartHtml.Page(chart));
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

    /// <summary>Path of a browser that can draw charts, or null.</summary>
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
