return await SignalREmulator.CommandLine.Launch.RunAsync(args, Console.Out, Console.Error);
