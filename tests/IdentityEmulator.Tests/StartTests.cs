using Microsoft.Extensions.Options;

namespace IdentityEmulator.Tests;

public class StartTests(SharedEmulator shared)
{
    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    [InlineData(null)]
    public async Task The_program_refuses_to_start_outside_Development(string? environment)
    {
        // Null removes a variable.
        var (code, output, errors) = await Shell.TryAsync(
            "dotnet",
            [typeof(IdentityEmulatorApp).Assembly.Location, "--urls", "http://127.0.0.1:0"],
            AppContext.BaseDirectory,
            TestContext.Current.CancellationToken,
            new Dictionary<string, string?> { ["DOTNET_ENVIRONMENT"] = null, ["ASPNETCORE_ENVIRONMENT"] = environment });

        Assert.Equal(78, code);
        Assert.Contains("Development environment only", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("Now listening", output, StringComparison.Ordinal);
    }

    [Fact]
    public Task Mapped_into_another_host_it_refuses_as_well() =>
        Assert.ThrowsAsync<InvalidOperationException>(() => RunningEmulator.StartAsync(environment: "Production"));

    [Theory]
    [InlineData("AccessTokenLifetime", "00:00:00")]
    [InlineData("AccessTokenLifetime", "2.00:00:00")]
    [InlineData("Password", "")]
    public Task Settings_out_of_range_stop_the_start(string key, string value) =>
        Assert.ThrowsAsync<OptionsValidationException>(() => RunningEmulator.StartAsync(settings: (key, value)));

    [Fact]
    public async Task It_is_healthy_once_it_listens()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);

        Assert.Equal("Healthy", await browser.Http.GetStringAsync("/health", TestContext.Current.CancellationToken));
    }
}
