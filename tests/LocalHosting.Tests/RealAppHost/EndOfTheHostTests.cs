using System.Diagnostics;
using System.Globalization;
using LocalHosting.Processes;

namespace LocalHosting.Tests.RealAppHost;

/// <summary>However the AppHost ends, what it started ends.</summary>
public class EndOfTheHostTests
{
    private const int Interrupt = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_killed_host_leaves_no_program_behind()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        using var folder = new TemporaryFolder();
        using var host = Start(folder);
        await ReadUntilUpAsync(host, limit.Token);
        var programs = Programs(host.Id);
        Assert.True(programs.Count >= 4, string.Create(CultureInfo.InvariantCulture, $"{programs.Count} programs"));

        UnixSignals.Send(host.Id, UnixSignals.Kill);

        foreach (var program in programs)
        {
            await ProcessTable.GoneAsync(program, limit.Token);
        }
    }

    [Fact]
    public async Task Ctrl_C_ends_everything_in_order_and_well()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        using var folder = new TemporaryFolder();
        using var host = Start(folder);
        await ReadUntilUpAsync(host, limit.Token);
        var programs = Programs(host.Id);

        UnixSignals.Send(host.Id, Interrupt);
        await host.WaitForExitAsync(limit.Token);

        Assert.Equal(0, host.ExitCode);
        Assert.All(programs, program => Assert.False(ProcessTable.IsAlive(program)));
    }

    private static Process Start(TemporaryFolder folder)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[]
        {
            Path.Combine(AppContext.BaseDirectory, "AppHost.dll"), "--environment", "Development", "--CalendarWeb:Run=none", "--LocalHosting:Dashboard=false", $"--Data:Path={folder["calendar.db"]}",
        })
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private static async Task ReadUntilUpAsync(Process host, CancellationToken limit)
    {
        var output = new List<string>();
        while (await host.StandardOutput.ReadLineAsync(limit) is { } line)
        {
            output.Add(line);
            if (line.Contains("Everything is up", StringComparison.Ordinal))
            {
                // Whoever does not read would block the host.
                _ = host.StandardOutput.ReadToEndAsync(CancellationToken.None);
                return;
            }
        }

        Assert.Fail($"The host ended before everything was up:{Environment.NewLine}{string.Join(Environment.NewLine, output)}");
    }

    /// <summary>The programs that the host started: its children.</summary>
    private static List<int> Programs(int host) => [.. ProcessTable.ChildrenOf(host)];
}
