using System.CommandLine;
using SkinSeg.Notebooks.Engine;
using SkinSeg.Primitives;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>run NOTEBOOK…</c>: runs notebooks without a notebook host.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var notebooks = new Argument<string[]>("NOTEBOOK") { Description = "Notebooks (.ipynb) with C# or F# cells.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string?>("--out") { HelpName = "DIR", Description = "Folder for the notebooks with their results; without it they are written in place." };
        var command = new Command(
            "run", "Runs notebooks and writes their results into them; the first failing cell ends the run. A notebook is code: run only what you trust.\n\nExample: run notebooks/01-lesion-segmentation.ipynb --out my-run")
        {
            notebooks, output,
        };
        command.Does((arguments, context) =>
        {
            var options = new RunNotebooksOptions
            {
                Notebooks = new ValueList<string>(arguments.GetRequiredValue(notebooks)),
                OutputFolder = arguments.GetValue(output),
            };
            return Terminal.Follow("running", context, progress => RunNotebooks.Run(
                options, context.Output, context.Error, new CellRelay(progress), context.CancellationToken));
        });
        return command;
    }
}

/// <summary>Shows the cells of a notebook as progress of work.</summary>
internal sealed class CellRelay(IProgress<WorkProgress> progress) : IProgress<CellProgress>
{
    public void Report(CellProgress value) => progress.Report(new(
        (double)(value.Finished is null ? value.Cell - 1 : value.Cell) / value.CellCount,
        FormattableString.Invariant($"cell {value.Cell} of {value.CellCount}, {value.Notebook}")));
}
