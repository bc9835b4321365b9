using CosmosFront;

// By hand: dotnet run --project Emulators/CosmosFront prints a connection string and serves until Ctrl+C.
await using var server = await CosmosFrontServer.StartAsync(CancellationToken.None);
Console.WriteLine(server.ConnectionString);
await server.WaitForShutdownAsync();
