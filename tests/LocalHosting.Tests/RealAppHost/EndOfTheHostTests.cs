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

    [Fact]
    public async Task A_killed_dotnet_run_takes_the_host_and_its_programs_along()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        using var folder = new TemporaryFolder();
        // To what it starts, a shell that is called "dotnet" and has the argument "run" looks like `dotnet run`.
        using var launcher = Start(folder, "bash", "-c", "exec -a dotnet /bin/sh -c '\"$@\"; :' run \"$@\"", "bash");
        await ReadUntilUpAsync(launcher, limit.Token);
        var host = Assert.Single(ProcessTable.ChildrenOf(launcher.Id));
        var programs = Programs(host);

        UnixSignals.Send(launcher.Id, UnixSignals.Kill);

        foreach (var process in programs.Append(host))
        {
            await ProcessTable.GoneAsync(process, limit.Token);
        }
    }

    private static Process Start(TemporaryFolder folder, params string[] launcher)
    {
        string[] command = [.. launcher, "dotnet"];
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, UseShellExecute = false };
        string[] arguments =
        [
            .. command[1..], Path.Combine(AppContext.BaseDirectory, "AppHost.dll"),
            "--environment", "Development", "--CalendarWeb:Run=none", "--LocalHosting:Dashboard=false", $"--Data:Path={folder["calendar.db"]}",
        ];
        foreach (var argument in arguments)
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
