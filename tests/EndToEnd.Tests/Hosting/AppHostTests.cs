using System.Net;
using System.Text.RegularExpressions;

namespace EndToEnd.Tests.Hosting;

/// <summary>The output of <c>dotnet run --project AppHost</c>. However the AppHost ends, the programs that it started end too.</summary>
public sealed partial class AppHostTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string[] Expected = ["calendar-api", "dashboard", "identity", "notification-service", "signalr-emulator"];

    [Fact]
    public async Task It_prints_every_address_once_all_is_healthy_and_a_stop_ends_everything_well()
    {
        using var limit = Limit();
        await using var host = new StartedAppHost();
        await host.ReadToAsync("Everything is up", limit.Token);

        var table = host.Output[host.Output.IndexOf("Addresses:", StringComparison.Ordinal)..];
        var addresses = Row().Matches(table).ToDictionary(row => row.Groups["name"].Value, row => row.Groups["url"].Value);
        Assert.Equal(Expected, addresses.Keys);
        using var http = new HttpClient();
        foreach (var (name, address) in addresses)
        {
            using var answer = await http.GetAsync(name == "dashboard" ? new Uri(address) : new Uri(new Uri(address), "/health"), limit.Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        // The address has a token that signs in, so no login page answers.
        Assert.Contains("/login?t=", addresses["dashboard"], StringComparison.Ordinal);

        // Ctrl+C does the same. Its signal, SIGINT, does not reach a process that no terminal has started.
        await host.SignalAsync("TERM", limit.Token);
        Assert.Equal(0, await host.ExitAsync(limit.Token));
        await host.AllGoneAsync(limit.Token);
    }

    [Fact]
    public async Task A_killed_AppHost_leaves_no_process_behind()
    {
        using var limit = Limit();
        await using var host = new StartedAppHost();
        await host.ReadToAsync("Everything is up", limit.Token);
        Assert.True(host.Processes().Count > Expected.Length, "The mark was not found.");

        host.Kill();

        await host.AllGoneAsync(limit.Token);
    }

    [Fact]
    public async Task A_service_that_cannot_start_is_named_with_its_last_log_lines()
    {
        using var limit = Limit();
        await using var host = new StartedAppHost("--Data:Connection=Data Source=/proc/version");

        await host.ReadToAsync("has failed", limit.Token);
        await host.ReadToAsync("The whole log is in the dashboard", limit.Token);

        Assert.Matches("(calendar-api|notification-service) has failed: .*exit code", host.Output);
        Assert.Contains("unable to open database file", host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Everything is up", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_stays_unhealthy_is_named_with_what_its_health_check_says()
    {
        using var limit = Limit();
        await using var host = new StartedAppHost("--StartupReport:Patience=00:00:05");
        var emulator = await host.FindAsync("SignalREmulator.dll", limit.Token);
        await ProcessTree.PauseAsync(emulator);

        await host.ReadToAsync("signalr-emulator is not healthy after 5 s: Running; health check", limit.Token);
        await host.ReadToAsync("The whole log is in the dashboard", limit.Token);
    }

    private static CancellationTokenSource Limit()
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        return limit;
    }

    [GeneratedRegex(@"^ +(?<name>[a-z-]+) +(?<url>http[^ \r\n]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Row();
}
