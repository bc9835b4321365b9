using System.IO.Pipelines;
using System.Text;
using SignalREmulator.Connections;

namespace SignalREmulator.Tests;

/// <summary>Outboxes that are written in rounds. The test decides when each turn comes.</summary>
public sealed class OutboxRoundsTests
{
    private readonly Turns turns = new();
    private readonly OutboxRounds rounds;

    public OutboxRoundsTests() => rounds = new(turns);

    [Fact]
    public void What_comes_before_its_turn_goes_out_in_one_flush_and_in_order()
    {
        var (outbox, pipe) = Opened();
        outbox.Post(Frame("one"), rounds: rounds);
        outbox.Post(Frame("two"), rounds: rounds);
        // Its poster would write it at once, but two messages wait before it.
        outbox.Post(Frame("three"));
        Assert.Equal("", Read(pipe.Reader));

        turns.Take();

        Assert.Equal("one|two|three|", Read(pipe.Reader));
        Assert.Equal(0, turns.Waiting);
        outbox.Post(Frame("four"));
        Assert.Equal("four|", Read(pipe.Reader));
    }

    [Fact]
    public void A_turn_writes_some_outboxes_and_the_others_get_a_later_turn()
    {
        var count = (OutboxRounds.AtOnce * 2) + 1;
        var all = Enumerable.Range(0, count).Select(_ => Opened()).ToArray();
        foreach (var (outbox, _) in all)
        {
            outbox.Post(Frame("one"), rounds: rounds);
        }

        Assert.Equal(1, turns.Waiting);

        var written = new List<int>();
        while (turns.Waiting > 0)
        {
            turns.Take();
            written.Add(all.Count(one => Read(one.Pipe.Reader) == "one|"));
            Assert.InRange(turns.Waiting, 0, 1);
        }

        Assert.Equal([OutboxRounds.AtOnce, OutboxRounds.AtOnce, 1], written);
        all[0].Outbox.Post(Frame("two"), rounds: rounds);
        turns.Take();
        Assert.Equal("two|", Read(all[0].Pipe.Reader));
    }

    [Fact]
    public void A_client_that_came_back_before_its_turn_has_all_of_it_once_on_its_new_pipe()
    {
        var (outbox, first) = Opened(new Replay(ClientProtocol.Json, capacity: 1000));
        var second = new Pipe();
        outbox.Post(Frame("one"), rounds: rounds);
        outbox.Resume(second.Writer);
        outbox.Post(Frame("two"), rounds: rounds);
        turns.TakeAll();

        Assert.Equal("""{"type":9,"sequenceId":1}|one|two|""", Read(second.Reader));
        // The turn that comes later releases the old pipe.
        Assert.True(first.Reader.TryRead(out var left) && left.IsCompleted && left.Buffer.IsEmpty);
        Assert.False(outbox.Finished.IsCompleted);
    }

    [Fact]
    public void One_that_is_ended_before_its_turn_says_its_last_word_then()
    {
        var (outbox, pipe) = Opened();
        outbox.Post(Frame("one"), rounds: rounds);
        outbox.End(Frame("bye"));
        Assert.False(outbox.Finished.IsCompleted);

        turns.Take();

        Assert.Equal("one|bye|", Read(pipe.Reader));
        Assert.True(outbox.Finished.IsCompletedSuccessfully);
    }

    [Fact]
    public void One_that_is_stopped_before_its_turn_is_finished_by_it_and_writes_nothing()
    {
        var (outbox, pipe) = Opened();
        outbox.Post(Frame("one"), rounds: rounds);
        var stopped = outbox.StopAsync();
        // Its turn still comes. Until then nobody may complete the pipe.
        Assert.False(stopped.IsCompleted);

        turns.Take();

        Assert.True(stopped.IsCompletedSuccessfully);
        Assert.Equal("", Read(pipe.Reader));
    }

    [Fact]
    public void A_reader_that_does_not_keep_up_holds_up_nobody_elses_turn()
    {
        var slow = new Pipe(new PipeOptions(pauseWriterThreshold: 8, resumeWriterThreshold: 4, useSynchronizationContext: false));
        var slowOutbox = new Outbox(slow.Writer, capacity: 10);
        slowOutbox.Open(Frame("open"));
        var (outbox, pipe) = Opened();

        slowOutbox.Post(Frame("more than the pipe takes"), rounds: rounds);
        outbox.Post(Frame("one"), rounds: rounds);
        turns.TakeAll();

        Assert.Equal("one|", Read(pipe.Reader));
        // No turn can write to this pipe now, so messages wait, up to the bound.
        Assert.Equal(PostResult.Posted, slowOutbox.Post(Frame("waits"), rounds: rounds));
        Assert.Equal(0, turns.Waiting);
        Assert.Equal(PostResult.Full, slowOutbox.Post(Frame("too much"), rounds: rounds));
    }

    private static (Outbox Outbox, Pipe Pipe) Opened(Replay? replay = null)
    {
        var pipe = new Pipe();
        var outbox = new Outbox(pipe.Writer, capacity: 1000, replay);
        outbox.Open(Frame("open"));
        Assert.Equal("open|", Read(pipe.Reader));
        return (outbox, pipe);
    }

    private static byte[] Frame(string text) => [.. Encoding.UTF8.GetBytes(text), 0x1E];

    /// <summary>The bytes of one flush, as text; empty without a flush.</summary>
    private static string Read(PipeReader reader)
    {
        if (!reader.TryRead(out var read))
        {
            return "";
        }

        var text = Encoding.UTF8.GetString(read.Buffer).Replace('\u001e', '|');
        reader.AdvanceTo(read.Buffer.End);
        return text;
    }

    private sealed class Turns : PipeScheduler
    {
        private readonly Queue<(Action<object?> Action, object? State)> waiting = new();

        public int Waiting => waiting.Count;

        public override void Schedule(Action<object?> action, object? state) => waiting.Enqueue((action, state));

        public void Take()
        {
            var (action, state) = waiting.Dequeue();
            action(state);
        }

        public void TakeAll()
        {
            while (Waiting > 0)
            {
                Take();
            }
        }
    }
}
