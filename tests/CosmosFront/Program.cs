using CosmosFront;

// By hand: dotnet run --project tests/CosmosFront prints a connection string and serves until Ctrl+C.
await using var server = await CosmosFrontServer.StartAsync(CancellationToken.None);
Console.WriteLine(server.ConnectionString);
var stop = new TaskCompletionSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    stop.TrySetResult();
};
await stop.Task;
