using System.Diagnostics;
using System.Globalization;
using SkinSeg.Primitives;
using Spectre.Console;

namespace SkinSeg.Notebooks.Commands;

/// <summary>Shows how far work is: a bar with the time remaining on a terminal, a line now and then where output goes to a file.</summary>
internal static class Terminal
{
    private const int LongestText = 56; // with the bar and the times a line stays below 100 columns, and none wraps

    private static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(10);

    /// <summary>Runs <paramref name="work"/> and shows what it reports.</summary>
    public static T Follow<T>(string title, VerbContext context, Func<IProgress<WorkProgress>, T> work) =>
        context.Output == Console.Out && !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Interactive
            ? FollowBar(title, work)
            : work(new Lines(title, context.Output));

    /// <summary>Runs work that counts up to <paramref name="total"/>.</summary>
    public static T Follow<T>(string title, int total, VerbContext context, Func<IProgress<int>, T> work) =>
        Follow(title, context, progress => work(new Counter(progress, total)));

    private static T FollowBar<T>(string title, Func<IProgress<WorkProgress>, T> work) => AnsiConsole.Progress()
        .AutoClear(true)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn())
        .Start(bars =>
        {
            var bar = bars.AddTask(Markup.Escape(title), maxValue: 1);
            return work(new Bar(bar, title));
        });

    private sealed class Bar(ProgressTask task, string title) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value)
        {
            task.Value = value.Share;
            string text = value.What.Length > 0 ? $"{title}: {value.What}" : title;
            task.Description = Markup.Escape(text.Length <= LongestText ? text : $"{text[..(LongestText - 1)]}…");
        }
    }

    private sealed class Lines(string title, TextWriter output) : IProgress<WorkProgress>
    {
        private readonly Stopwatch clock = Stopwatch.StartNew();
        private readonly Lock gate = new();
        private TimeSpan next = LineInterval;

        public void Report(WorkProgress value)
        {
            lock (gate)
            {
                if (clock.Elapsed < next)
                {
                    return;
                }

                next = clock.Elapsed + LineInterval;
                double left = value.Share > 0 ? clock.Elapsed.TotalSeconds * (1 - value.Share) / value.Share : double.NaN;
                string remaining = double.IsNaN(left) ? string.Empty : $", about {Durations.Text(TimeSpan.FromSeconds(left))} left";
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title}: {100 * value.Share:F0} % {value.What}{remaining}"));
            }
        }
    }

    private sealed class Counter(IProgress<WorkProgress> progress, int total) : IProgress<int>
    {
        public void Report(int value) => progress.Report(new(
            (double)value / Math.Max(total, 1), string.Create(CultureInfo.InvariantCulture, $"{value} of {total}")));
    }
}
