using System.Text;
using SkinSeg.Notebooks.Commands;

if (OperatingSystem.IsWindows())
{
    Console.OutputEncoding = Encoding.UTF8; // tables hold lines and signs that a code page of Windows would print as question marks
}

return CommandLine.Run(args, Console.Out, Console.Error);
