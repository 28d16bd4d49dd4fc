using System.CommandLine;

namespace SkinSeg.Notebooks.Commands;

/// <summary><c>doctor</c>: whether this machine can run the kit, and what mends it.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var output = new Option<string>("--out") { HelpName = "DIR", Description = "Folder that results would be written to.", DefaultValueFactory = _ => LabConfig.DefaultOutFolder };
        var command = new Command(
            "doctor", "Looks whether the kit can work on this machine: versions, native libraries, devices, memory, and for each problem the command that mends it.\n\nExample: doctor")
        {
            output,
        };
        command.Does((arguments, context) => Doctor.Run(context.Output, arguments.GetValue(output) ?? LabConfig.DefaultOutFolder));
        return command;
    }
}
