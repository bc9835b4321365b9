using System.Net;
using EndToEnd.Tests.Hosting;

namespace EndToEnd.Tests;

[Collection(SharedSystem.Name)]
public sealed class WholeSystemTests(SharedSystem shared)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("identity")]
    [InlineData("signalr-emulator")]
    [InlineData("calendar-api")]
    [InlineData("notification-service")]
    public async Task Every_service_says_that_it_is_healthy(string resource)
    {
        using var answer = await shared.Running.GetAsync(resource, "/health", Cancel);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Aspire_runs_each_service_as_a_process_of_its_own_program()
    {
        foreach (var part in shared.Running.Parts.All.Where(part => part.Resource != "calendar-web"))
        {
            var id = await shared.Running.Parts.ProcessIdOfAsync(part, Cancel);
            Assert.Contains(".dll", await File.ReadAllTextAsync($"/proc/{id}/cmdline", Cancel), StringComparison.Ordinal);
            Assert.DoesNotContain("\0run\0", await File.ReadAllTextAsync($"/proc/{id}/cmdline", Cancel), StringComparison.Ordinal);
        }
    }
}
