using SignalREmulator;

await using var app = EmulatorApp.Build(args);
app.AnnounceConnectionString();
await app.RunAsync();
