using System.Net;
using Microsoft.Extensions.Logging;

namespace CalendarClient.Tests.Connection;

/// <summary>A client that is not live says why.</summary>
public sealed class RefusedTests : RunningSync
{
    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task A_refusal_that_only_a_person_mends_is_named_and_ends_the_wait_for_the_connection(int status)
    {
        Service.Interfere = context => Refuse(context, "/api", status);
        Sync.Start();

        var refusal = await Assert.ThrowsAsync<CalendarApiException>(() => WaitForAsync(ConnectionState.Live));

        Assert.Equal((HttpStatusCode)status, refusal.StatusCode);
        await AdvanceUntilAsync(() => Sync.Connection == ConnectionState.Offline);
        Assert.Equal((HttpStatusCode)status, Assert.IsType<CalendarApiException>(Sync.LastError).StatusCode);
        Assert.Contains(Logs.Lines, line => line.Level == LogLevel.Warning);

        Service.Interfere = _ => false;
        await AdvanceUntilAsync(() => Sync.Connection == ConnectionState.Live);
        Assert.Null(Sync.LastError);
        await WaitForAsync(ConnectionState.Live);
    }

    [Fact]
    public async Task What_the_token_provider_throws_is_named_and_ends_the_wait_for_the_connection()
    {
        var failure = new InvalidOperationException("Sign in again.");
        TokenFailure = failure;
        var told = new TaskCompletionSource<SyncFailedEventArgs>(TaskCreationOptions.RunContinuationsAsynchronously);
        Sync.Failed += (_, arguments) => told.TrySetResult(arguments);
        Sync.Start();

        Assert.Same(failure, await Assert.ThrowsAsync<InvalidOperationException>(() => WaitForAsync(ConnectionState.Live)));
        await AdvanceUntilAsync(() => Sync.Connection == ConnectionState.Offline);
        Assert.Same(failure, Sync.LastError);
        var first = await told.Task.WaitAsync(TimeSpan.FromSeconds(60), Patience);
        Assert.Equal((failure, false), ((InvalidOperationException)first.Error, first.HealsByItself));

        TokenFailure = null;
        await AdvanceUntilAsync(() => Sync.Connection == ConnectionState.Live);
        Assert.Null(Sync.LastError);
    }

    [Fact]
    public async Task A_failure_that_may_heal_does_not_end_the_wait_for_the_connection()
    {
        TokenFailure = new HttpRequestException("The sign-in service cannot be reached.");
        Sync.Start();
        await AdvanceUntilAsync(() => Sync.Connection == ConnectionState.Offline);
        var wait = WaitForAsync(ConnectionState.Live);
        Assert.Same(TokenFailure, Sync.LastError);
        Assert.False(wait.IsCompleted);
        Assert.DoesNotContain(Logs.Lines, line => line.Level >= LogLevel.Warning);

        TokenFailure = null;
        await AdvanceUntilAsync(() => Sync.Connection == ConnectionState.Live);
        await wait;
    }

    [Fact]
    public async Task A_failed_request_of_the_caller_ends_the_state_live_until_the_API_answers()
    {
        await StartAsync();
        var confirmed = Sync.AsOf;
        Time.Advance(TimeSpan.FromSeconds(1));
        Service.Interfere = context => Refuse(context, "/api", 503);

        await Assert.ThrowsAsync<CalendarApiException>(() => Sync.Api.ListCalendarsAsync(Patience));

        Assert.Equal(ConnectionState.Reconnecting, Sync.Connection);
        Assert.Equal(confirmed, Sync.AsOf);
        await Sync.WaitForQuietAsync(Patience).WaitAsync(TimeSpan.FromSeconds(60), Patience);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, Assert.IsType<CalendarApiException>(Sync.LastError).StatusCode);
        Service.Interfere = _ => false;
        await AdvanceUntilAsync(() => Sync.Connection == ConnectionState.Live);
        Assert.True(Sync.AsOf > confirmed);
    }

    [Fact]
    public async Task Without_a_network_the_client_is_offline_at_once_and_live_when_something_answers()
    {
        await StartAsync();
        Service.Interfere = context => Refuse(context, "/api", 503);
        Sync.NetworkLost();
        Assert.Equal(ConnectionState.Offline, Sync.Connection);
        await Sync.WaitForQuietAsync(Patience).WaitAsync(TimeSpan.FromSeconds(60), Patience);
        Assert.Equal(ConnectionState.Offline, Sync.Connection);

        Service.Interfere = _ => false;
        Sync.Wake();
        await WaitForAsync(ConnectionState.Live);
    }
}
