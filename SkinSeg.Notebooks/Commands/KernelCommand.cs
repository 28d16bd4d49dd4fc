using System.CommandLine;
using SkinSeg.Notebooks.Engine;
using SkinSeg.Notebooks.Jupyter;
using SkinSeg.Notebooks.Plots;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>kernel install|uninstall|serve</c>: the kit's cells in Jupyter and in the Jupyter extension of VS Code.</summary>
internal static class KernelCommand
{
    public static Command Create() => new(
        "kernel", "Runs C# and F# cells in Jupyter. A notebook is code: open only what you trust.\n\nExample: kernel install --alias")
    {
        Install(), Uninstall(), Serve(),
    };

    private static Option<string?> Prefix() => new("--prefix") { HelpName = "DIR", Description = "An environment's folder: kernels go into DIR/share/jupyter/kernels. Without it, into the user's." };

    private static string FolderOf(string? prefix) => prefix is null ? KernelSpecs.UserFolder : Path.Combine(Path.GetFullPath(prefix), "share", "jupyter", "kernels");

    private static Command Install()
    {
        var prefix = Prefix();
        var alias = new Option<bool>("--alias") { Description = "Registers them as .net-fsharp and .net-csharp too, the names that notebooks carry, where .NET Interactive has not." };
        var command = new Command("install", "Registers the kernels skinseg-fsharp and skinseg-csharp with Jupyter.\n\nExample: kernel install --alias") { prefix, alias };
        command.Does((arguments, context) =>
        {
            if (OwnProgram.Find() is not { } program)
            {
                context.Error.WriteLine("Error: expected to run as a program that Jupyter can start, got a library in another host. Run 'kernel install' from the command line.");
                return ExitCode.BadInput;
            }

            foreach (string folder in KernelSpecs.Install(FolderOf(arguments.GetValue(prefix)), program, arguments.GetValue(alias)))
            {
                context.Output.WriteLine(folder);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static Command Uninstall()
    {
        var prefix = Prefix();
        var command = new Command("uninstall", "Removes the kernels that 'kernel install' registered, and no others.\n\nExample: kernel uninstall") { prefix };
        command.Does((arguments, context) =>
        {
            var removed = KernelSpecs.Uninstall(FolderOf(arguments.GetValue(prefix)));
            context.Output.WriteLine(removed.Count > 0 ? $"Removed {string.Join(", ", removed)}" : "There were none.");
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Serve()
    {
        var connection = new Argument<string>("CONNECTION_FILE") { Description = "The file that Jupyter writes for its kernel." };
        var language = new Option<CellLanguage>("--language") { Description = "Language of cells that name none.", DefaultValueFactory = _ => CellLanguage.FSharp };
        var command = new Command("serve", "Is started by Jupyter: a kernel until its client ends it.\n\nExample: kernel serve --language csharp connection.json") { connection, language };
        command.Does((arguments, context) =>
        {
            var session = new CellSessionOptions(Environment.CurrentDirectory, arguments.GetValue(language)) { Formatters = PlotFormatters.All, IsLive = true };
            using var server = new KernelServer(new(ConnectionInfo.Read(arguments.GetRequiredValue(connection)), session, context.Error));
            server.Run(context.CancellationToken);
            return ExitCode.Success;
        });
        return command;
    }
}
