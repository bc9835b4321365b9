using System.Text.Json;
using System.Text.Json.Nodes;

namespace SignalREmulator.Tests.Faults;

/// <summary>Sets faults over HTTP, as tests of other programs do.</summary>
internal static class FaultCalls
{
    public const string Enabled = "Faults:Enabled=true";

    public static async Task<HttpResponseMessage> CallFaultsAsync(this RunningEmulator emulator, HttpMethod method, string path, string? body = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, $"{emulator.Address}/api/emulator/{path}") { Content = body is null ? null : RunningEmulator.Json(body) };
        change?.Invoke(request);
        return await emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<JsonNode> FaultsAsync(this RunningEmulator emulator, string settings)
    {
        using var answer = await emulator.CallFaultsAsync(HttpMethod.Put, "faults", settings);
        return await ReadAsync(answer);
    }

    public static async Task ClearFaultsAsync(this RunningEmulator emulator)
    {
        using var answer = await emulator.CallFaultsAsync(HttpMethod.Delete, "faults");
        await ReadAsync(answer);
    }

    public static async Task<JsonNode> StatusAsync(this RunningEmulator emulator)
    {
        using var answer = await emulator.CallFaultsAsync(HttpMethod.Get, "status");
        return await ReadAsync(answer);
    }

    public static async Task<int> CutAsync(this RunningEmulator emulator, string request)
    {
        using var answer = await emulator.CallFaultsAsync(HttpMethod.Post, "connections/:cut", request);
        return (await ReadAsync(answer))["cut"]!.GetValue<int>();
    }

    public static async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize<JsonNode>(text)!;
    }
}
