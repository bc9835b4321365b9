using System.Text.Json;
using EndToEnd.Tests.Abuse.Abusing;

namespace EndToEnd.Tests.Abuse;

/// <summary>
/// The abusers, in a process of their own that gets only the processor time that nobody else wants. Attackers have machines of their own: what they take of this one
/// would count as harm that the API does not do.
/// </summary>
internal sealed class AbuserProcess : IAsyncDisposable
{
    /// <summary>Linux shares processor time among sessions first, and only then by the priority of a process in its session. So this is a session of its own with the lowest priority.</summary>
    private const string InBackground = "echo 19 2>/dev/null >/proc/self/autogroup; exec nice -n 19 dotnet \"$@\"";

    private readonly StartedProcess process;

    private AbuserProcess(StartedProcess process) => this.process = process;

    /// <summary>Starts the process, and waits until everything is there that the abuses need.</summary>
    public static async Task<AbuserProcess> StartAsync(AbuseTarget target, CancellationToken cancellationToken)
    {
        var started = new AbuserProcess(StartedProcess.Start("setsid", ["sh", "-c", InBackground, "sh", typeof(AbuserProgram).Assembly.Location, AbuserProgram.Switch]));
        try
        {
            await started.process.WriteLineAsync(JsonSerializer.Serialize(target), cancellationToken);
            Assert.Empty((await started.ReadReportAsync(cancellationToken)).Broken);
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    public Task BeginAsync(IEnumerable<string> abuses, CancellationToken cancellationToken) => process.WriteLineAsync(JsonSerializer.Serialize(abuses), cancellationToken);

    public async Task<AbuseReport> EndAsync(CancellationToken cancellationToken)
    {
        await process.WriteLineAsync("", cancellationToken);
        return await ReadReportAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private async Task<AbuseReport> ReadReportAsync(CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize<AbuseReport>(await process.ReadLineAsync(cancellationToken))!;
}
