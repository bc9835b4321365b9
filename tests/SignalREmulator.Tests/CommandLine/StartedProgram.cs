namespace SignalREmulator.Tests.CommandLine;

/// <summary>The emulator as a process of its own, up to its connection string and beyond.</summary>
internal sealed class StartedProgram : IAsyncDisposable
{
    private readonly StartedProcess process;

    private StartedProgram(StartedProcess process, string connectionString)
    {
        this.process = process;
        ConnectionString = connectionString;
    }

    /// <summary>Where it listens.</summary>
    public string Address => ConnectionString.Split(';')[0]["Endpoint=".Length..];

    /// <summary>The whole line that has the address.</summary>
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

    /// <summary>Asks it to end, as a container's host or Ctrl+C does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync(string signal = "TERM")
    {
        await process.SignalAsync(signal, TestContext.Current.CancellationToken);
        return await process.ExitAsync(TestContext.Current.CancellationToken).Soon();
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
