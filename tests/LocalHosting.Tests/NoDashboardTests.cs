using LocalHosting.Dashboard;
using LocalHosting.Output;
using Microsoft.Extensions.DependencyInjection;

namespace LocalHosting.Tests;

public class NoDashboardTests
{
    [Fact]
    public async Task Where_the_dashboard_cannot_be_had_one_line_says_so_and_everything_else_runs()
    {
        await using var written = new StringWriter();
        await using var app = await TestApp.StartAsync(
            builder =>
            {
                builder.AddShell("program", Shell.Forever);
                builder.Services.AddSingleton(new TerminalOutput(written, coloured: false, nameWidth: 10));
            },
            DashboardContractTests.ServiceOnly);

        await app.HealthyAsync("program");
        Assert.Null(await app.Application.Services.GetRequiredService<DashboardProcess>().Ready.WaitAsync(app.Limit));
        Assert.Equal(
            "The Aspire dashboard is not available: ASPIRE_CLI_PATH names '/nowhere/aspire', which does not exist. Everything else runs.",
            written.ToString().Trim());
    }

    [Fact]
    public async Task A_dashboard_that_ends_is_reported_by_how_it_ended()
    {
        await using var written = new StringWriter();
        await using var app = await TestApp.StartAsync(
            builder => builder.Services.AddSingleton(new TerminalOutput(written, coloured: false, nameWidth: 10)),
            "--LocalHosting:Dashboard=true", "--ASPIRE_CLI_PATH=/bin/false");

        await app.Application.Services.GetRequiredService<DashboardProcess>().Ready.WaitAsync(app.Limit);

        Assert.Contains("it ended with exit code 1", written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tests_have_no_dashboard_unless_they_ask()
    {
        await using var app = await TestApp.StartAsync(_ => { });

        Assert.False(app.Application.Services.GetRequiredService<DashboardEndpoints>().IsEnabled);
    }
}
