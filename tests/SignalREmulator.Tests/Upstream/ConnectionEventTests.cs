using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.Extensions.Time.Testing;
using SignalREmulator.Tests.Faults;

namespace SignalREmulator.Tests.Upstream;

/// <summary>The requests to an upstream when connections open and close.</summary>
public sealed class ConnectionEventTests(SharedUpstream shared) : IClassFixture<SharedUpstream>
{
    private const string Secondary = "a secondary key of the test's own";

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task A_client_that_comes_and_goes_is_told_of_once_each_with_all_its_headers(HttpTransportType transport)
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        var emulator = await upstream.EmulatorAsync(null, $"--secondary-key={Secondary}");
        var client = emulator.Client("Chat", "anna:ö", transport, claims: claims =>
        {
            claims["role"] = "owner";
            claims["asrs.u.iss"] = "the app's own";
        });
        await client.StartAsync(TestContext.Current.CancellationToken);
        var id = client.ConnectionId!;

        var connected = await upstream.NextAsync();
        await client.DisposeAsync();
        var disconnected = await upstream.NextAsync();

        Assert.Equal(("POST", "/chat/connections/connected", "application/json", """{"type":10}"""), (connected.Method, connected.Path, connected.ContentType, connected.Text));
        Assert.Equal(("POST", "/chat/connections/disconnected", "application/json", """{"type":11}"""), (disconnected.Method, disconnected.Path, disconnected.ContentType, disconnected.Text));
        foreach (var (told, name) in new[] { (connected, "connected"), (disconnected, "disconnected") })
        {
            Assert.Equal(id, told.Headers["X-ASRS-Connection-Id"]);
            Assert.Equal("chat", told.Headers["X-ASRS-Hub"]);
            Assert.Equal("connections", told.Headers["X-ASRS-Category"]);
            Assert.Equal(name, told.Headers["X-ASRS-Event"]);
            Assert.Equal("anna:ö", told.Headers["X-ASRS-User-Id"]);
            Assert.Equal($"{Signature(RunningEmulator.Key, id)},{Signature(Secondary, id)}", told.Headers["X-ASRS-Signature"]);
            Assert.StartsWith("?", told.Headers["X-ASRS-Client-Query"], StringComparison.Ordinal);
            Assert.Contains("hub=Chat", told.Headers["X-ASRS-Client-Query"], StringComparison.Ordinal);
            var claims = told.Headers["X-ASRS-User-Claims"].Split(", ");
            Assert.Contains("role: owner", claims);
            Assert.Contains("iss: the app's own", claims);
            Assert.DoesNotContain(claims, claim => claim.StartsWith("asrs.", StringComparison.Ordinal));
            Assert.DoesNotContain(told.Headers, header => header.Value.Contains("access_token", StringComparison.OrdinalIgnoreCase));
        }

        // The emulator sends waiting events before it stops.
        await emulator.DisposeAsync();
        Assert.False(upstream.Events.TryRead(out _));
    }

    [Fact]
    public async Task A_client_that_is_nobody_has_no_user_header()
    {
        var upstream = shared.NewHub();
        await using var client = await RawClient.OpenAsync(shared.Emulator, upstream.Name);

        Assert.False((await upstream.NextAsync()).Headers.ContainsKey("X-ASRS-User-Id"));
    }

    [Fact]
    public async Task Nobody_waits_for_the_upstream_to_hear_of_a_connection()
    {
        var upstream = shared.NewHub();
        var answer = new TaskCompletionSource();
        upstream.Answer = (_, _) => answer.Task;

        await using var client = await RawClient.OpenAsync(shared.Emulator, upstream.Name);
        await shared.Emulator.SendAsync(upstream.Name, "", "say", "hello");

        Assert.Contains("hello", await client.FrameAsync(), StringComparison.Ordinal);
        answer.SetResult();
    }

    [Theory]
    [InlineData(204)]
    [InlineData(403)]
    [InlineData(500)]
    public async Task Whatever_the_upstream_says_to_a_connection_it_stays(int status)
    {
        var upstream = shared.NewHub();
        upstream.Answer = RecordingUpstream.Status(status);
        await using var client = await RawClient.OpenAsync(shared.Emulator, upstream.Name);

        await upstream.NextAsync();
        await shared.Emulator.SendAsync(upstream.Name, "", "say", "hello");

        Assert.Contains("hello", await client.FrameAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_handshake_is_no_connection_that_anyone_is_told_of()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var emulator = await upstream.EmulatorAsync();
        await using (var refused = await RawClient.ConnectAsync(emulator, "chat"))
        {
            await refused.SendAsync("""{"protocol":"xml","version":1}""");
            while (await refused.FrameAsync() is not null)
            {
            }
        }

        await using var client = await RawClient.OpenAsync(emulator, "other");

        Assert.Equal("/other/connections/connected", (await upstream.NextAsync()).Path);
    }

    [Fact]
    public async Task Why_a_connection_ended_is_told_with_its_end()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var upstream = await RecordingUpstream.StartAsync();
        await using var emulator = await upstream.EmulatorAsync(time, "--faults");
        const string Version = $"api-version={RunningEmulator.Version}";

        Assert.Equal("""{"type":11,"error":"time to go"}""", await EndedAsync(_ => emulator.CallAsync(HttpMethod.Post, $"/api/hubs/chat/:closeConnections?reason=time%20to%20go&{Version}")));
        Assert.Equal("""{"type":11}""", await EndedAsync(_ => emulator.CallAsync(HttpMethod.Post, $"/api/hubs/chat/:closeConnections?{Version}")));
        Assert.Equal("""{"type":11,"error":"Cut on demand."}""", await EndedAsync(_ => emulator.CutAsync("""{"hub":"chat"}""")));
        Assert.Equal("""{"type":11,"error":"Connection closed with an error."}""", await EndedAsync(client => client.SendAsync("no json")));
        Assert.Equal("""{"type":11,"error":"had enough"}""", await EndedAsync(client => client.SendAsync("""{"type":7,"error":"had enough"}""")));
        Assert.Equal("""{"type":11}""", await EndedAsync(client => client.SendAsync("""{"type":7}""")));
        Assert.Equal("""{"type":11,"error":"The client was silent for too long."}""", await EndedAsync(_ =>
        {
            time.Advance(TimeSpan.FromSeconds(31));
            return Task.CompletedTask;
        }));
        // A socket without a Close frame looks like that of a client that leaves, and many clients leave so.
        Assert.Equal("""{"type":11}""", await EndedAsync(client => client.DisposeAsync().AsTask()));

        async Task<string> EndedAsync(Func<RawClient, Task> end)
        {
            await using var client = await RawClient.OpenAsync(emulator, "chat");
            Assert.Equal("connected", (await upstream.NextAsync()).Event);
            await end(client);
            var told = await upstream.NextAsync();
            Assert.Equal("disconnected", told.Event);
            return told.Text;
        }
    }

    [Fact]
    public async Task A_user_id_that_would_write_headers_of_its_own_is_told_to_nobody()
    {
        var upstream = shared.NewHub();
        await using (var attacker = await RawClient.OpenAsync(shared.Emulator, upstream.Name, "eve\r\nX-ASRS-User-Id: anna"))
        {
            await attacker.SendAsync("""{"type":1,"invocationId":"1","target":"say","arguments":[]}""");
            Assert.Equal("""{"type":3,"invocationId":"1","error":"Invocation failed, the target cannot be passed on."}""", await attacker.FrameAsync());
        }

        await using var client = await RawClient.OpenAsync(shared.Emulator, upstream.Name, "ben");

        Assert.Equal("ben", (await upstream.NextAsync()).Headers["X-ASRS-User-Id"]);
    }

    // According to the documents: hex of HMAC-SHA256 over the connection id.
    private static string Signature(string key, string id) =>
        "sha256=" + Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(id))).ToLowerInvariant();
}
