using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Deployment.Tests.Publishing;

/// <summary>The contents of the images, run outside of them.</summary>
[Collection(PublishedPrograms.Name)]
public sealed class PublishedProgramTests(PublishedSystem system) : IClassFixture<PublishedSystem>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_API_serves_the_web_app()
    {
        using var page = await system.Api.Http.GetAsync(Relative("/"), Cancel);
        var html = await page.Content.ReadAsStringAsync(Cancel);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("frame-ancestors", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        var script = html[html.IndexOf("/assets/", StringComparison.Ordinal)..];
        using var asset = await system.Api.Http.GetAsync(Relative(script[..script.IndexOf('"', StringComparison.Ordinal)]), Cancel);
        Assert.Equal(HttpStatusCode.OK, asset.StatusCode);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    public async Task Both_answer_their_probes(string path)
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(system.Api, path));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(system.Worker, path));
    }

    [Fact]
    public async Task The_API_wants_a_token()
    {
        using var answer = await system.Api.Http.GetAsync(Relative("/api/calendars"), Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task People_sign_in_to_the_application_that_the_template_names()
    {
        var configuration = (await system.Api.Http.GetFromJsonAsync<JsonNode>(Relative("/api/client-configuration"), Cancel))!;

        Assert.Equal("00000000-0000-4000-8000-00000000000c", (string)configuration["clientId"]!);
        Assert.Equal("https://login.microsoftonline.com/organizations/v2.0", (string)configuration["authority"]!);
    }

    [Fact]
    public async Task Behind_the_ingress_the_API_knows_that_it_is_reached_by_https()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Relative("/problems"));
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var answer = await system.Api.Http.SendAsync(request, Cancel);

        // It is sent only over https.
        Assert.Equal("max-age=31536000", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
    }

    private static async Task<HttpStatusCode> StatusAsync(PublishedProgram program, string path)
    {
        using var answer = await program.Http.GetAsync(Relative(path), Cancel);
        return answer.StatusCode;
    }

    private static Uri Relative(string path) => new(path, UriKind.Relative);
}
