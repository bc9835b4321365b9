using SignalREmulator;

await using var app = EmulatorApp.Build(args);
await app.RunAsync();
