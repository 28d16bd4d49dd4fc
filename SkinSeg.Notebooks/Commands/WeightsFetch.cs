using System.CommandLine;
using System.Globalization;
using SkinSeg.Weights;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>weights fetch NAME…</c>: fetches files, or says which to put where.</summary>
internal static class WeightsFetch
{
    public static Command Create()
    {
        var names = WeightsCommand.NamesArgument(ArgumentArity.OneOrMore);
        var folder = WeightsCommand.FolderOption();
        var mirror = new Option<string>("--mirror") { HelpName = "ADDRESS", Description = "Ask this address instead of the publisher's scheme and host; what follows the host is kept." };
        var proxy = new Option<string>("--proxy") { HelpName = "ADDRESS", Description = "Proxy, http://[user:password@]host:port. Without it, the system's (HTTPS_PROXY)." };
        var tries = new Option<int>("--tries") { HelpName = "N", Description = "How often each address is tried.", DefaultValueFactory = _ => new FetchOptions().Tries };
        var command = new Command(
            "fetch", "Fetches files of weights and verifies them; what was broken off is continued. Offline, it says which file to get from where and where to put it.\n\nExample: weights fetch resnet152")
        {
            names, folder, mirror, proxy, tries,
        };
        command.Does((arguments, context) =>
        {
            int count = arguments.GetValue(tries);
            var options = new FetchOptions
            {
                Mirror = arguments.GetValue(mirror),
                Proxy = arguments.GetValue(proxy),
                Tries = count >= 1 ? count : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Expected --tries of at least 1, got {count}.")),
            };
            string target = WeightsCommand.FolderOf(arguments, folder);
            foreach (var source in WeightsCommand.SourcesOf(arguments, names))
            {
                var own = options with { Proxy = options.Proxy ?? SystemProxy(options.Mirror ?? source.Addresses[0]) };
                context.Output.WriteLine(Terminal.Follow(
                    $"fetching {source.Name}", context, progress => WeightFetcher.Fetch(source, target, own, progress, context.CancellationToken)));
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static string? SystemProxy(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && !uri.IsLoopback ? HttpClient.DefaultProxy.GetProxy(uri)?.AbsoluteUri : null;
}
