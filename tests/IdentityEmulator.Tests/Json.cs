using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;

namespace IdentityEmulator.Tests;

internal static class Json
{
    public static async Task<JsonObject> OkAsync(this Task<HttpResponseMessage> pending)
    {
        using var response = await pending;
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, body);
        return JsonNode.Parse(body)!.AsObject();
    }

    /// <summary>Asserts that the answer is Entra's error JSON with this error and number.</summary>
    public static async Task RefusedAsync(this Task<HttpResponseMessage> pending, string error, int code, HttpStatusCode status = HttpStatusCode.BadRequest)
    {
        using var response = await pending;
        var body = (await response.Content.ReadFromJsonAsync<JsonObject>(TestContext.Current.CancellationToken))!;
        Assert.Equal((status, error, code), (response.StatusCode, (string)body["error"]!, (int)body["error_codes"]![0]!));
        Assert.StartsWith($"AADSTS{code}: ", (string)body["error_description"]!, StringComparison.Ordinal);
        Assert.All(["trace_id", "correlation_id"], name => Assert.True(Guid.TryParse((string?)body[name], out _)));
        Assert.NotNull(body["timestamp"]);
    }

    public static string Text(this JsonObject body, string name) => (string?)body[name] ?? throw new KeyNotFoundException($"{name} is not in {body}");

    public static JsonWebToken Token(this JsonObject body, string name) => new(body.Text(name));

    public static string[] Texts(this JsonWebToken token, string claim) => [.. token.Claims.Where(item => item.Type == claim).Select(item => item.Value)];
}
