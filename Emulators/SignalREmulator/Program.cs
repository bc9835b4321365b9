return await SignalREmulator.CommandLine.Launch.RunAsync(args);
