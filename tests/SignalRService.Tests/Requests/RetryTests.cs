using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SignalRService.Tests.ScriptedService;

namespace SignalRService.Tests.Requests;

public class RetryTests
{
    private static readonly JsonTypeInfo<string> Text = (JsonTypeInfo<string>)JsonSerializerOptions.Web.GetTypeInfo(typeof(string));

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_message_that_was_turned_away_is_sent_again(int status)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Then(status).Then(202);
        using var host = Client.Host(server.ConnectionString());

        await host.Hub().SendToGroupAsync("g", "t", "x", Text, TestContext.Current.CancellationToken);

        Assert.Equal(2, server.Received.Count);
        Assert.Equal(server.Received[0].Body, server.Received[1].Body);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task A_message_that_may_have_gone_out_is_not_sent_again_and_says_so(int status)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Then(status, "Error.Some.Thing");
        using var host = Client.Host(server.ConnectionString());

        var failure = await Assert.ThrowsAsync<SignalRServiceException>(() =>
            host.Hub().SendToGroupAsync("g", "t", "x", Text, TestContext.Current.CancellationToken));

        Assert.Single(server.Received);
        Assert.True(failure.MayHaveBeenDelivered);
        Assert.True(failure.IsTransient);
        Assert.Equal(status, (int)failure.StatusCode!);
        Assert.Equal("Error.Some.Thing", failure.ErrorCode);
    }

    [Fact]
    public async Task A_message_whose_answer_never_came_is_not_sent_again()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.ThenDrop();
        using var host = Client.Host(server.ConnectionString());

        var failure = await Assert.ThrowsAsync<SignalRServiceException>(() =>
            host.Hub().SendToGroupAsync("g", "t", "x", Text, TestContext.Current.CancellationToken));

        Assert.Single(server.Received);
        Assert.True(failure.MayHaveBeenDelivered);
        Assert.Null(failure.StatusCode);
    }

    [Fact]
    public async Task A_message_that_takes_too_long_is_not_sent_again()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Then(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var host = Client.Host(server.ConnectionString(), configure: options => options.RequestTimeout = TimeSpan.FromMilliseconds(300));

        var failure = await Assert.ThrowsAsync<SignalRServiceException>(() =>
            host.Hub().SendToGroupAsync("g", "t", "x", Text, TestContext.Current.CancellationToken));

        Assert.Single(server.Received);
        Assert.True(failure.MayHaveBeenDelivered);
        Assert.Contains("in time", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_that_found_nobody_listening_was_not_delivered()
    {
        var server = await ScriptedServer.StartAsync();
        var connectionString = server.ConnectionString();
        await server.DisposeAsync();
        using var host = Client.Host(connectionString);

        var failure = await Assert.ThrowsAsync<SignalRServiceException>(() =>
            host.Hub().SendToGroupAsync("g", "t", "x", Text, TestContext.Current.CancellationToken));

        Assert.False(failure.MayHaveBeenDelivered);
        Assert.True(failure.IsTransient);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Another_call_is_repeated_for_every_passing_failure(int status)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Then(status).ThenDrop().Then(200);
        using var host = Client.Host(server.ConnectionString());

        await host.Hub().AddUserToGroupAsync("u", "g", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(3, server.Received.Count);
    }

    [Fact]
    public async Task A_call_is_given_up_after_three_tries()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Then(503).Then(503).Then(503);
        using var host = Client.Host(server.ConnectionString());

        await Assert.ThrowsAsync<SignalRServiceException>(() => host.Hub().AddUserToGroupAsync("u", "g", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(3, server.Received.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(413)]
    [InlineData(302)]
    public async Task A_refusal_is_final(int status)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Then(status, json: """{"code":"BadThing","message":"because"}""");
        using var host = Client.Host(server.ConnectionString());

        var failure = await Assert.ThrowsAsync<SignalRServiceException>(() =>
            host.Hub().AddUserToGroupAsync("u", "g", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Single(server.Received);
        Assert.False(failure.IsTransient);
        Assert.False(failure.MayHaveBeenDelivered);
        Assert.Equal("BadThing", failure.ErrorCode);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("huge")]
    public async Task An_explanation_that_cannot_be_read_does_not_hide_the_refusal(string body)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Then(400, json: body == "huge" ? $$"""{"code":"{{new string('x', 20_000)}}"}""" : body);
        using var host = Client.Host(server.ConnectionString());

        var failure = await Assert.ThrowsAsync<SignalRServiceException>(() =>
            host.Hub().AddUserToGroupAsync("u", "g", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal((400, null), ((int)failure.StatusCode!, failure.ErrorCode));
    }

    [Fact]
    public async Task A_wait_that_is_asked_for_and_too_long_is_left_to_the_caller()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Then(429, retryAfter: "60");
        using var host = Client.Host(server.ConnectionString());

        var failure = await Assert.ThrowsAsync<SignalRServiceException>(() =>
            host.Hub().SendToGroupAsync("g", "t", "x", Text, TestContext.Current.CancellationToken));

        Assert.Single(server.Received);
        Assert.Equal(TimeSpan.FromSeconds(60), failure.RetryAfter);
    }

    [Theory]
    [InlineData("7", 7)]
    [InlineData("0", 0)]
    [InlineData("31536000", 5 * 60)]
    [InlineData("Mon, 23 Nov 2026 09:01:00 GMT", 60)]
    [InlineData("Mon, 23 Nov 2026 08:00:00 GMT", 0)]
    [InlineData("Tue, 23 Nov 2027 09:00:00 GMT", 5 * 60)]
    public async Task The_wait_is_read_by_the_clock_of_the_service_and_has_a_bound(string retryAfter, int seconds)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Then(context =>
        {
            context.Response.StatusCode = 400;
            context.Response.Headers.Date = "Mon, 23 Nov 2026 09:00:00 GMT";
            context.Response.Headers.RetryAfter = retryAfter;
            return Task.CompletedTask;
        });
        using var host = Client.Host(server.ConnectionString());

        var failure = await Assert.ThrowsAsync<SignalRServiceException>(() =>
            host.Hub().AddUserToGroupAsync("u", "g", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(TimeSpan.FromSeconds(seconds), failure.RetryAfter);
    }

    [Fact]
    public async Task A_short_wait_that_is_asked_for_is_kept()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Then(503, retryAfter: "2").Then(202);
        var time = new AutoTimeProvider();
        using var host = Client.Host(server.ConnectionString(), time);

        await host.Hub().SendToGroupAsync("g", "t", "x", Text, TestContext.Current.CancellationToken);

        Assert.Equal(2, server.Received.Count);
        Assert.Contains(TimeSpan.FromSeconds(2), time.Delays);
    }

    [Fact]
    public async Task A_cancelled_call_is_cancelled_and_not_a_failure_of_the_service()
    {
        await using var server = await ScriptedServer.StartAsync();
        var arrived = new TaskCompletionSource();
        server.Then(async context =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var host = Client.Host(server.ConnectionString());
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var call = host.Hub().AddUserToGroupAsync("u", "g", cancellationToken: cancel.Token);
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(90), TestContext.Current.CancellationToken);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }
}
