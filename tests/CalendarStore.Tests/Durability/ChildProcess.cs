using System.Globalization;

namespace CalendarStore.Tests.Durability;

/// <summary>A second process that writes to a store; see <see cref="ChildProgram"/>.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly StartedProcess process;

    private ChildProcess(StartedProcess process) => this.process = process;

    public static async Task<ChildProcess> StartAsync(string connectionString, int count, int writers, CancellationToken cancellationToken)
    {
        var assembly = typeof(ChildProcess).Assembly.Location;
        var child = new ChildProcess(StartedProcess.Start("dotnet", [assembly, ChildProgram.Switch, connectionString, Text(count), Text(writers)]));
        Assert.Equal("ready", await child.process.ReadLineAsync(cancellationToken));
        return child;
    }

    public Task BeginAsync(CancellationToken cancellationToken) => process.WriteLineAsync("go", cancellationToken);

    /// <returns>The event and the tenant's version; null when the process has ended, also in the middle of a line.</returns>
    public async Task<(string Event, long Version)?> ReadAcknowledgedAsync(CancellationToken cancellationToken) =>
        (await process.TryReadLineAsync(cancellationToken))?.Split(' ') is [var item, var version]
            ? (item, long.Parse(version, CultureInfo.InvariantCulture))
            : null;

    /// <inheritdoc cref="StartedProcess.Kill"/>
    public void Kill() => process.Kill();

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
