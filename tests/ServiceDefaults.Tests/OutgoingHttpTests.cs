using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace ServiceDefaults.Tests;

public class OutgoingHttpTests
{
    [Theory]
    [InlineData("GET", 2, HttpStatusCode.OK)]
    [InlineData("POST", 1, HttpStatusCode.ServiceUnavailable)]
    [InlineData("PUT", 1, HttpStatusCode.ServiceUnavailable)]
    [InlineData("PATCH", 1, HttpStatusCode.ServiceUnavailable)]
    [InlineData("DELETE", 1, HttpStatusCode.ServiceUnavailable)]
    public async Task Only_what_changes_nothing_is_tried_again(string method, int expectedAttempts, HttpStatusCode expected)
    {
        var attempts = 0;
        await using var service = await TinyService.StartAsync(
            app => app.MapMethods("/flaky", [method], () => TypedResults.StatusCode(Interlocked.Increment(ref attempts) == 1 ? 503 : 200)),
            builder => builder.Services.ConfigureAll<HttpStandardResilienceOptions>(options => options.Retry.Delay = TimeSpan.FromMilliseconds(1)));
        using var client = service.Services.GetRequiredService<IHttpClientFactory>().CreateClient();

        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(service.Http.BaseAddress!, "/flaky"));
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((expectedAttempts, expected), (attempts, response.StatusCode));
    }

    [Fact]
    public async Task A_service_is_found_by_its_name()
    {
        await using var target = await TinyService.StartAsync(app => app.MapGet("/", () => "found"));
        await using var caller = await TinyService.StartAsync(settings: ("services:calendar-api:http:0", target.Http.BaseAddress!.ToString()));
        using var client = caller.Services.GetRequiredService<IHttpClientFactory>().CreateClient();

        Assert.Equal("found", await client.GetStringAsync("http://calendar-api/", TestContext.Current.CancellationToken));
    }
}
