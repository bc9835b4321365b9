using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using SignalRService.Tests.Negotiation;
using SignalRService.Tests.ScriptedService;

namespace SignalRService.Tests.Authorization;

public sealed class ManagedIdentityTests : IAsyncLifetime
{
    private static readonly string Key1 = new('1', 44);
    private static readonly string Key2 = new('2', 44);

    private readonly FakeTimeProvider time = new(new(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));
    private FakeCredential credential = null!;
    private ScriptedServer server = null!;
    private IHost host = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await ScriptedServer.StartAsync();
        credential = new(time);
        host = Client.Host($"Endpoint={server.Endpoint};AuthType=azure", time, credential, options => options.MaxRetries = 0);
    }

    public async ValueTask DisposeAsync()
    {
        host.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Calls_bear_the_entra_token_which_is_asked_for_once()
    {
        await host.Hub().UserExistsAsync("u", Cancelled);
        await host.Hub().GroupExistsAsync("g", Cancelled);

        Assert.All(server.Received, request => Assert.Equal("entra-1", request.Bearer));
        Assert.Equal(["https://signalr.azure.com/.default"], credential.Scopes);
        Assert.Equal(1, credential.Asked);
    }

    [Fact]
    public async Task The_entra_token_is_replaced_before_it_ends()
    {
        await host.Hub().UserExistsAsync("u", Cancelled);
        time.Advance(TimeSpan.FromMinutes(56));
        await host.Hub().UserExistsAsync("u", Cancelled);
        await Waiting.UntilAsync(() => credential.Asked == 2);

        time.Advance(TimeSpan.FromMinutes(5));
        await host.Hub().UserExistsAsync("u", Cancelled);

        Assert.Equal("entra-2", server.Received[^1].Bearer);
    }

    [Fact]
    public async Task A_refused_entra_token_is_not_shown_again()
    {
        server.Then(401);

        await Assert.ThrowsAsync<SignalRServiceException>(() => host.Hub().UserExistsAsync("u", Cancelled));
        await host.Hub().UserExistsAsync("u", Cancelled);

        Assert.Equal(["entra-1", "entra-2"], server.Received.Select(request => request.Bearer));
    }

    [Fact]
    public async Task Client_tokens_are_signed_with_a_temporary_key_that_many_share()
    {
        server.Then(200, json: $$"""{"KeyId":"id-1","AccessKey":"{{Key1}}"}""");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ => await NegotiateAsync()));

        var request = Assert.Single(server.Received);
        Assert.Equal(("GET", "/api/v1/auth/accessKey", "entra-1"), (request.Method, request.Target, request.Bearer));
        foreach (var answer in answers)
        {
            var token = await NegotiateTests.ValidatedAsync(answer.AccessToken, "http://127.0.0.1/client/?hub=calendar", Key1);
            Assert.Equal("id-1", token.Kid);
        }
    }

    [Fact]
    public async Task The_temporary_key_is_replaced_at_55_minutes_while_the_old_one_serves()
    {
        server.Then(200, json: $$"""{"KeyId":"id-1","AccessKey":"{{Key1}}"}""").Then(200, json: $$"""{"keyId":"id-2","accessKey":"{{Key2}}"}""");
        await NegotiateAsync();

        time.Advance(TimeSpan.FromMinutes(54));
        Assert.Equal("id-1", await KeyOfAsync());
        Assert.Single(server.Received);

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("id-1", await KeyOfAsync());
        await Waiting.UntilAsync(() => server.Received.Count == 2);
        await UntilKeyIs("id-2");
    }

    [Fact]
    public async Task After_a_refusal_the_old_key_serves_and_another_is_asked_for_in_five_minutes()
    {
        server.Then(200, json: $$"""{"KeyId":"id-1","AccessKey":"{{Key1}}"}""").Then(401).Then(200, json: $$"""{"KeyId":"id-2","AccessKey":"{{Key2}}"}""");
        await NegotiateAsync();
        time.Advance(TimeSpan.FromMinutes(55));
        await KeyOfAsync();
        await Waiting.UntilAsync(() => server.Received.Count == 2);

        time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal("id-1", await KeyOfAsync());
        Assert.Equal(2, server.Received.Count);

        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("id-1", await KeyOfAsync());
        await UntilKeyIs("id-2");
        Assert.Equal(3, server.Received.Count);
    }

    [Fact]
    public async Task No_key_is_used_past_120_minutes()
    {
        server.Then(200, json: $$"""{"KeyId":"id-1","AccessKey":"{{Key1}}"}""").Then(403, "Error.Role");
        await NegotiateAsync();

        time.Advance(TimeSpan.FromMinutes(120));
        var failure = await Assert.ThrowsAsync<SignalRServiceException>(async () => await NegotiateAsync());

        Assert.Equal(403, (int)failure.StatusCode!);
        Assert.Equal("Error.Role", failure.ErrorCode);
    }

    [Fact]
    public async Task Without_any_key_a_failure_stands_for_a_moment_and_is_then_tried_again()
    {
        server.Then(401).Then(200, json: $$"""{"KeyId":"id-1","AccessKey":"{{Key1}}"}""");

        await Assert.ThrowsAsync<SignalRServiceException>(async () => await NegotiateAsync());
        await Assert.ThrowsAsync<SignalRServiceException>(async () => await NegotiateAsync());
        Assert.Single(server.Received);

        time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal("id-1", await KeyOfAsync());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"KeyId":"","AccessKey":"x"}""")]
    [InlineData("null")]
    public async Task An_answer_without_a_key_is_a_failure(string json)
    {
        server.Then(200, json: json);

        await Assert.ThrowsAsync<SignalRServiceException>(async () => await NegotiateAsync());
    }

    [Fact]
    public async Task One_that_gives_up_does_not_take_the_others_key_with_it()
    {
        var release = new TaskCompletionSource();
        var arrived = new TaskCompletionSource();
        server.Then(async context =>
        {
            arrived.SetResult();
            await release.Task;
            await context.Response.WriteAsJsonAsync(new { KeyId = "id-1", AccessKey = Key1 }, context.RequestAborted);
        });
        using var impatient = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var first = host.Hub().NegotiateAsync("u", new() { ExpiresAt = time.GetUtcNow().AddHours(1) }, impatient.Token).AsTask();
        var second = NegotiateAsync().AsTask();
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(90), Cancelled);

        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        release.SetResult();

        Assert.NotNull(await second);
        Assert.Single(server.Received);
    }

    private ValueTask<NegotiateResponse> NegotiateAsync() =>
        host.Hub().NegotiateAsync("u", new() { ExpiresAt = time.GetUtcNow().AddHours(1) }, Cancelled);

    private async Task<string> KeyOfAsync() =>
        new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken((await NegotiateAsync()).AccessToken).Kid;

    /// <summary>The refresh runs independently of the call that started it.</summary>
    private Task UntilKeyIs(string id) => Waiting.UntilAsync(async () => await KeyOfAsync() == id);
}
