using System.CommandLine;
using System.Globalization;
using SkinSeg.Experiments;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>store</c>: what is finished, whether it is whole, and how stores come together.</summary>
internal static class StoreCommand
{
    private const string All = """
        Looks at what is finished, and keeps it in order. Nothing that is finished is ever deleted.

        Example: store list --out my-run
        """;

    public static Command Create() => new("store", All) { List(), Show(), Diff(), Verify(), Merge(), Collect() };

    private static Command List() => Verb("list", "Lists finished stages, by kind.\n\nExample: store list --out my-run", [], (_, store, context) =>
    {
        var stages = store.List();
        var table = Table.Of(
            string.Create(CultureInfo.InvariantCulture, $"{store.Folder}: {stages.Count} stages, {DiskUse.Of(store.Folder) / 1e6:F1} MB with all that is beside them"),
            ["id", "kind", "", "MB", "seconds", "on"],
            stages.Select(stage => new[]
            {
                stage.Stage.Id, stage.Stage.Kind.ToString().ToLowerInvariant(), stage.Stage.Label, Text(stage.Bytes / 1e6), stage.Record is { } record ? Text(record.Seconds) : string.Empty, stage.Record?.Machine ?? string.Empty,
            }));
        context.Output.WriteLine(table);
        return ExitCode.Success;
    });

    private static Command Show()
    {
        var id = new Argument<string>("ID") { Description = "A stage's id, or its first digits." };
        return Verb("show", "Says what a stage was made from, and how the work went.\n\nExample: store show 0123456789abcdef", [id], (arguments, store, context) =>
        {
            var stage = store.Get(arguments.GetRequiredValue(id));
            context.Output.WriteLine(stage);
            context.Output.WriteLine(stage.Folder);
            context.Output.WriteLine(stage.Record);
            context.Output.WriteLine($"inputs: {(stage.Stage.Inputs.Count > 0 ? string.Join(", ", stage.Stage.Inputs) : "none")}");
            context.Output.WriteLine(StageText.Indented(stage.Stage.Description));
            return ExitCode.Success;
        });
    }

    private static Command Diff()
    {
        var first = new Argument<string>("ID") { Description = "A stage's id, or its first digits." };
        var second = new Argument<string>("OTHER") { Description = "Another stage's." };
        return Verb("diff", "Shows in what two stages differ.\n\nExample: store diff 0123 4567", [first, second], (arguments, store, context) =>
        {
            context.Output.WriteLine(StoreDifference.Between(store.Get(arguments.GetRequiredValue(first)), store.Get(arguments.GetRequiredValue(second))));
            return ExitCode.Success;
        });
    }

    private static Command Verify()
    {
        var aside = new Option<bool>("--set-aside") { Description = "Move damaged stages to a folder of their own, so that they are computed again." };
        return Verb("verify", "Compares every file with the hash taken when it was written; 1 if one differs.\n\nExample: store verify --set-aside", [aside], (arguments, store, context) =>
        {
            bool move = arguments.GetValue(aside);
            var report = Terminal.Follow("verifying", context, progress => move ? store.SetAside(progress, context.CancellationToken) : store.Verify(progress, context.CancellationToken));
            context.Output.WriteLine(report);
            context.Output.WriteLine(report.IsWhole ? "All is as it was written." : move ? $"What is damaged lies in {Path.Combine(store.Folder, "set-aside")} now." : "Nothing was changed; --set-aside moves what is damaged away.");
            return report.IsWhole ? ExitCode.Success : ExitCode.Failed;
        });
    }

    private static Command Merge()
    {
        var other = new Argument<string>("DIR") { Description = "The other store, or the output folder that holds it." };
        return Verb("merge", "Copies what another store has and this one lacks.\n\nExample: store merge /mnt/node2/my-run --out my-run", [other], (arguments, store, context) =>
        {
            string folder = arguments.GetRequiredValue(other);
            var theirs = new RunStore(Directory.Exists(Path.Combine(folder, "runs")) ? Path.Combine(folder, "runs") : folder);
            context.Output.WriteLine(Terminal.Follow("merging", context, progress => store.Merge(theirs, progress, context.CancellationToken)));
            return ExitCode.Success;
        });
    }

    private static Command Collect()
    {
        var dry = new Option<bool>("--dry-run") { Description = "Only say what would be removed." };
        return Verb("gc", "Removes what stopped runs left behind; finished stages and checkpoints that a run can go on from stay.\n\nExample: store gc --dry-run", [dry], (arguments, store, context) =>
        {
            var litter = arguments.GetValue(dry) ? store.FindLitter() : store.Clean();
            foreach (var item in litter)
            {
                context.Output.WriteLine(item);
            }

            context.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{litter.Count} item(s), {litter.Sum(item => item.Bytes) / 1e6:F1} MB {(arguments.GetValue(dry) ? "can be freed" : "freed")}."));
            return ExitCode.Success;
        });
    }

    // What all verbs share: the store below the output folder.
    private static Command Verb(string name, string description, IReadOnlyList<Symbol> symbols, Func<ParseResult, RunStore, VerbContext, int> work)
    {
        var output = new Option<string>("--out")
        {
            HelpName = "DIR",
            Description = "Output folder of the runs.",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable(LabConfig.OutVariable) ?? LabConfig.DefaultOutFolder,
        };
        var command = new Command(name, description) { output };
        command.AddAll(symbols);
        command.Does((arguments, context) =>
        {
            var store = Lab.StoreOf(new() { OutFolder = Path.GetFullPath(arguments.GetRequiredValue(output)) });
            return Directory.Exists(store.Folder)
                ? work(arguments, store, context)
                : throw new DirectoryNotFoundException($"{store.Folder}: expected a store, but there is no such folder. Give --out, the output folder of a run.");
        });
        return command;
    }

    private static string Text(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
