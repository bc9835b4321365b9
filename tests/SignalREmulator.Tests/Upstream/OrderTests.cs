using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using SignalREmulator.Hubs;

namespace SignalREmulator.Tests.Upstream;

/// <summary>The order of the events at an upstream, and what happens when it is slow.</summary>
public sealed class OrderTests
{
    [Fact]
    public async Task The_events_of_a_connection_are_told_one_after_the_other_as_they_happened()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        var inside = 0;
        var together = 0;
        upstream.Answer = async (_, _) =>
        {
            if (Interlocked.Increment(ref inside) > 1)
            {
                Interlocked.Increment(ref together);
            }

            await Task.Yield();
            Interlocked.Decrement(ref inside);
        };
        await using var emulator = await upstream.EmulatorAsync();
        await using (var client = await RawClient.OpenAsync(emulator, "chat"))
        {
            for (var number = 0; number < 200; number++)
            {
                await client.SendAsync($$"""{"type":1,"target":"{{number}}","arguments":[]}""");
            }

            await client.SendAsync("""{"type":7}""");
            while (await client.FrameAsync() is not null)
            {
            }
        }

        string[] expected = ["connected", .. Enumerable.Range(0, 200).Select(number => number.ToString(CultureInfo.InvariantCulture)), "disconnected"];
        foreach (var name in expected)
        {
            Assert.Equal(name, (await upstream.NextAsync()).Event);
        }

        Assert.Equal(0, together);
    }

    [Fact]
    public async Task A_client_whose_upstream_is_slow_waits_and_is_neither_dropped_for_its_silence_nor_robbed_of_a_call()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var upstream = await RecordingUpstream.StartAsync();
        var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        upstream.Answer = (_, _) => answer.Task;
        await using var emulator = await upstream.EmulatorAsync(time, "--SignalREmulator:Upstream:Timeout=00:10:00");
        await using var client = await RawClient.OpenAsync(emulator, "chat");
        await using var other = await RawClient.OpenAsync(emulator, "elsewhere");
        // One call is in flight, sixteen wait, and the emulator does not read later ones.
        await client.SendAsync(string.Join('\u001e', Enumerable.Range(0, 40).Select(number => $$"""{"type":1,"target":"{{number}}","arguments":[]}""")));
        await client.SendAsync("""{"type":6}""");
        await HeldAsync(emulator);

        time.Advance(TimeSpan.FromSeconds(40));
        await emulator.SendAsync("chat", "", "say", "still here");
        while (await client.FrameAsync() is { } frame && !frame.Contains("still here", StringComparison.Ordinal))
        {
            Assert.Equal("""{"type":6}""", frame);
        }

        answer.SetResult();

        var told = new List<string>();
        while (told.Count < 40)
        {
            if (await upstream.NextAsync() is { } next && next.Headers["X-ASRS-Hub"] == "chat" && next.Event != "connected")
            {
                told.Add(next.Event);
            }
        }

        Assert.Equal(Enumerable.Range(0, 40).Select(number => number.ToString(CultureInfo.InvariantCulture)), told);
    }

    [Fact]
    public async Task What_an_upstream_is_told_last_is_told_before_the_emulator_has_stopped()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        var emulator = await upstream.EmulatorAsync();
        await using var client = await RawClient.OpenAsync(emulator, "chat");

        // On another thread: a stop waits for the clients before it returns.
        var stopping = Task.Run(async () => await emulator.DisposeAsync(), TestContext.Current.CancellationToken);
        Assert.Equal("""{"type":7,"allowReconnect":true}""", await client.FrameAsync());
        Assert.Null(await client.FrameAsync());
        await client.DisposeAsync();
        await stopping.Soon();

        Assert.Equal("connected", (await upstream.NextAsync()).Event);
        Assert.True(upstream.Events.TryRead(out var last));
        Assert.Equal("disconnected", last.Event);
    }

    [Fact]
    public async Task An_upstream_that_never_answers_does_not_keep_the_emulator_from_stopping()
    {
        await using var upstream = await RecordingUpstream.StartAsync();
        var forever = new TaskCompletionSource();
        upstream.Answer = (_, _) => forever.Task;
        var emulator = await upstream.EmulatorAsync();
        await using (var client = await RawClient.OpenAsync(emulator, "chat"))
        {
            await upstream.NextAsync();
        }

        await emulator.DisposeAsync().AsTask().Soon();
        forever.SetResult();
    }

    /// <summary>Waits until the emulator does not read from the client. The test looks inside the emulator: from outside, nothing shows it.</summary>
    private static async Task HeldAsync(RunningEmulator emulator)
    {
        var connection = emulator.Services.GetRequiredService<HubDirectory>()[HubName.From("chat")!.Value].Everyone().Single();
        await Waiting.UntilAsync(() => connection.IsHeld);
    }
}
