namespace SignalREmulator.Tests.CommandLine;

/// <summary>The emulator as a separate process that has printed its connection string.</summary>
internal sealed class StartedProgram : IAsyncDisposable
{
    private readonly StartedProcess process;

    private StartedProgram(StartedProcess process, string connectionString)
    {
        this.process = process;
        ConnectionString = connectionString;
    }

    /// <summary>The address on which it listens.</summary>
    public string Address => ConnectionString.Split(';')[0]["Endpoint=".Length..];

    /// <summary>The connection string that it has printed.</summary>
    public string ConnectionString { get; }

    public static Task<StartedProgram> StartAsync(params string[] args) => StartAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "SignalREmulator.dll"), .. args]);

    public static async Task<StartedProgram> StartAsync(string program, string[] args, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var started = StartedProcess.Start(program, args, environment);
        try
        {
            while (true)
            {
                var line = await started.ReadLineAsync(TestContext.Current.CancellationToken).Soon();
                if (line.StartsWith("Endpoint=", StringComparison.Ordinal))
                {
                    return new StartedProgram(started, line);
                }
            }
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks it to stop, as a container's host or Ctrl+C does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync(string signal = "TERM")
    {
        await process.SignalAsync(signal, TestContext.Current.CancellationToken);
        return await process.ExitAsync(TestContext.Current.CancellationToken).Soon();
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
