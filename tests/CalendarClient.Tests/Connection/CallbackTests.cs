using Microsoft.Extensions.Logging;

namespace CalendarClient.Tests.Connection;

/// <summary>What the caller's code throws stays with that code: the client, its other callers and the process go on.</summary>
public sealed class CallbackTests : RunningSync
{
    [Fact]
    public async Task A_condition_that_throws_later_fails_its_own_wait_and_nothing_else()
    {
        Service.Add("team/standup");
        await StartAsync();
        var broken = Sync.WaitForAsync(replica => replica.FindEvent("team", "standup")!.Title == "Done", Patience);
        var sound = Sync.WaitForAsync(replica => replica.FindEvent("team", "standup") is null, Patience);

        var deleted = await Sync.Api.DeleteEventAsync("team", "standup", "\"2\"", Patience);

        Assert.IsType<Answer<Position>.Ok>(deleted);
        await Assert.ThrowsAsync<NullReferenceException>(() => broken);
        await sound;
        Time.Advance(TimeSpan.FromSeconds(60));
        await ReachAsync(await Service.WriteAsync("team/lunch"));
        Assert.Equal(ConnectionState.Live, Sync.Connection);
    }

    [Fact]
    public async Task A_condition_that_throws_at_once_fails_the_task()
    {
        await StartAsync();
        var wait = Sync.WaitForAsync(_ => throw new InvalidOperationException("Broken."), Patience);

        await Assert.ThrowsAsync<InvalidOperationException>(() => wait);
    }

    [Fact]
    public async Task A_condition_may_begin_another_wait()
    {
        await StartAsync();
        Task? inner = null;
        var outer = Sync.WaitForAsync(replica => (inner ??= Sync.WaitForAsync(later => later.FindEvent("team", "lunch") is not null, Patience)) is not null && replica.FindEvent("team", "standup") is not null, Patience);

        await Service.WriteAsync("team/standup");
        await outer.WaitAsync(TimeSpan.FromSeconds(60), Patience);
        await Service.WriteAsync("team/lunch");
        await inner!.WaitAsync(TimeSpan.FromSeconds(60), Patience);
    }

    [Fact]
    public async Task A_handler_that_throws_stops_neither_the_other_handlers_nor_the_retries()
    {
        await StartAsync();
        var told = new TaskCompletionSource<SyncFailedEventArgs>(TaskCreationOptions.RunContinuationsAsynchronously);
        Sync.Failed += (_, _) => throw new InvalidOperationException("Broken.");
        Sync.Failed += (_, failure) => told.TrySetResult(failure);
        Service.Interfere = context => Refuse(context, "/api/changes", 503);
        await Service.WriteAsync("team/standup");

        Assert.True((await told.Task.WaitAsync(TimeSpan.FromSeconds(60), Patience)).HealsByItself);
        Service.Interfere = _ => false;
        await AdvanceUntilAsync(() => Sync.Connection == ConnectionState.Live);
        Assert.Contains(Logs.Lines, line => line.Level == LogLevel.Error);
    }

    [Fact]
    public async Task A_logger_that_throws_stops_nothing()
    {
        await StartAsync();
        Logs.OnLine = _ => throw new InvalidOperationException("The disk is full.");
        Service.Interfere = context => Refuse(context, "/api/changes", 503);
        await Service.WriteAsync("team/standup");
        await WaitForAsync(ConnectionState.Reconnecting);
        Service.Interfere = _ => false;

        await AdvanceUntilAsync(() => Sync.Connection == ConnectionState.Live);
    }

    [Fact]
    public async Task Random_numbers_that_cannot_be_had_stop_nothing()
    {
        await StartAsync();
        Chance = () => throw new InvalidOperationException("Broken.");

        Time.Advance(TimeSpan.FromSeconds(25));
        await ReachAsync(await Service.WriteAsync("team/standup"));
    }
}
