using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using SignalREmulator.Connections;

namespace SignalREmulator.Tests;

/// <summary>The queue of messages for one client, with concurrent posters and slow readers.</summary>
public sealed class OutboxTests
{
    private const int Posters = 4;
    private const int Each = 2000;

    [Theory]
    [InlineData(1, false)]
    [InlineData(64, false)]
    [InlineData(65536, false)]
    [InlineData(1, true)]
    [InlineData(64, true)]
    [InlineData(65536, true)]
    public async Task Whatever_the_reader_does_every_poster_is_heard_in_order_and_nothing_overtakes_the_first(int pauseAt, bool takesTurns)
    {
        var rounds = new OutboxRounds(PipeScheduler.ThreadPool);
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: pauseAt, resumeWriterThreshold: Math.Max(1, pauseAt / 2), useSynchronizationContext: false));
        var outbox = new Outbox(pipe.Writer, int.MaxValue);
        var reading = ReadAsync(pipe.Reader);
        var posting = Enumerable.Range(0, Posters).Select(poster => Task.Run(() =>
        {
            for (var number = 0; number < Each; number++)
            {
                Assert.Equal(PostResult.Posted, outbox.Post(Encoding.ASCII.GetBytes($"{poster} {number}\n"), rounds: takesTurns && number % 3 > 0 ? rounds : null));
            }
        }, TestContext.Current.CancellationToken)).ToArray();

        outbox.Open("first\n"u8.ToArray());
        await Task.WhenAll(posting).Soon();
        outbox.End("last\n"u8.ToArray());
        await outbox.Finished.Soon();
        await pipe.Writer.CompleteAsync();

        var lines = await reading.Soon();
        Assert.Equal("first", lines[0]);
        Assert.Equal("last", lines[^1]);
        for (var poster = 0; poster < Posters; poster++)
        {
            Assert.Equal(Enumerable.Range(0, Each).Select(number => $"{poster} {number}"), lines.Where(line => line.StartsWith($"{poster} ", StringComparison.Ordinal)));
        }

        Assert.Equal((Posters * Each) + 2, lines.Count);
    }

    [Fact]
    public async Task Stopping_in_the_middle_leaves_nobody_waiting_and_nobody_writing()
    {
        for (var round = 0; round < 200; round++)
        {
            var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 16, resumeWriterThreshold: 8, useSynchronizationContext: false));
            var outbox = new Outbox(pipe.Writer, int.MaxValue);
            outbox.Open("first\n"u8.ToArray());
            var posting = Task.Run(() =>
            {
                while (outbox.Post("more\n"u8.ToArray()) == PostResult.Posted)
                {
                }
            }, TestContext.Current.CancellationToken);

            await outbox.StopAsync().Soon();
            // This throws if a writer still writes.
            await pipe.Writer.CompleteAsync();
            await posting.Soon();
            Assert.Equal(PostResult.Ended, outbox.Post("late\n"u8.ToArray()));
        }
    }

    [Fact]
    public void What_waits_is_bounded_but_for_a_single_frame_of_any_size()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1, useSynchronizationContext: false));
        var outbox = new Outbox(pipe.Writer, capacity: 10);
        outbox.Open("first"u8.ToArray());

        Assert.Equal(PostResult.Posted, outbox.Post(new byte[100]));
        Assert.Equal(PostResult.Full, outbox.Post(new byte[1]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_transport_that_fails_between_frames_ends_the_outbox_and_no_poster(bool fails)
    {
        var pipe = new Pipe();
        var outbox = new Outbox(pipe.Writer, capacity: 10);
        outbox.Open("first"u8.ToArray());

        await pipe.Reader.CompleteAsync(fails ? new IOException("cut") : null);
        outbox.Post("into the void"u8.ToArray());

        await outbox.Finished.Soon();
        Assert.Equal(PostResult.Ended, outbox.Post("late"u8.ToArray()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reader_that_leaves_ends_the_outbox(bool fails)
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1, useSynchronizationContext: false));
        var outbox = new Outbox(pipe.Writer, capacity: 10);
        outbox.Open("first"u8.ToArray());
        outbox.Post("waits"u8.ToArray());

        await pipe.Reader.CompleteAsync(fails ? new IOException("cut") : null);

        await outbox.Finished.Soon();
        Assert.Equal(PostResult.Ended, outbox.Post("late"u8.ToArray()));
    }

    private static async Task<List<string>> ReadAsync(PipeReader reader)
    {
        var text = new StringBuilder();
        while (true)
        {
            var read = await reader.ReadAsync();
            text.Append(Encoding.ASCII.GetString(read.Buffer.ToArray()));
            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return [.. text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
            }
        }
    }
}
