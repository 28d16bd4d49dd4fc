return SkinSeg.Notebooks.Commands.CommandLine.Run(args, Console.Out, Console.Error);
