using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.SignalR.Protocol;
using SignalREmulator.Connections;

namespace SignalREmulator.Tests;

/// <summary>The messages that are kept for a client that may reconnect, and what it gets when it does.</summary>
public sealed class ReplayTests
{
    [Fact]
    public async Task A_client_that_returns_is_told_where_it_goes_on_and_sent_what_it_has_not_acknowledged()
    {
        var (first, second) = (new Pipe(), new Pipe());
        var outbox = new Outbox(first.Writer, capacity: 1000, new Replay(ClientProtocol.Json, capacity: 1000));
        outbox.Open(Frame("{}"));
        Assert.Equal(PostResult.Posted, outbox.Post(Frame("one")));
        Assert.Equal(PostResult.Posted, outbox.Post(Frame("ping"), isMessage: false));
        // Two messages were sent in one write, and the client has received the first.
        Assert.Equal(PostResult.Posted, outbox.Post(Frame("two", "three")));
        outbox.Acknowledge(2);
        Assert.Equal("{}|one|ping|two|three|", await ReadAsync(first.Reader));

        await first.Reader.CompleteAsync();
        Assert.Equal(PostResult.Posted, outbox.Post(Frame("four")));
        Assert.Equal(PostResult.Posted, outbox.Post(Frame("lost ping"), isMessage: false));
        outbox.Resume(second.Writer);
        Assert.Equal(PostResult.Posted, outbox.Post(Frame("five")));

        Assert.Equal("""{"type":9,"sequenceId":2}|two|three|four|five|""", await ReadAsync(second.Reader));
        Assert.False(outbox.Finished.IsCompleted);
        outbox.End(Frame("bye"));
        await outbox.Finished.Soon();
        Assert.Equal("bye|", await ReadAsync(second.Reader));
    }

    [Fact]
    public async Task A_client_that_has_had_everything_goes_on_with_the_next()
    {
        var (first, second) = (new Pipe(), new Pipe());
        var outbox = new Outbox(first.Writer, capacity: 1000, new Replay(ClientProtocol.Json, capacity: 1000));
        outbox.Open(Frame("{}"));
        outbox.Post(Frame("one"));
        outbox.Acknowledge(1);
        outbox.Resume(second.Writer);

        Assert.Equal("""{"type":9,"sequenceId":2}|""", await ReadAsync(second.Reader));
    }

    [Fact]
    public async Task What_waits_for_a_client_that_is_away_is_bounded_and_its_connection_can_be_ended()
    {
        var pipe = new Pipe();
        var outbox = new Outbox(pipe.Writer, capacity: 20, new Replay(ClientProtocol.Json, capacity: 20));
        outbox.Open(Frame("{}"));
        await pipe.Reader.CompleteAsync();

        Assert.Equal(PostResult.Posted, outbox.Post(Frame("a frame larger than that")));
        Assert.Equal(PostResult.Full, outbox.Post(Frame("more")));
        outbox.Acknowledge(1);
        Assert.Equal(PostResult.Posted, outbox.Post(Frame("more")));
        await outbox.StopAsync().Soon();
        Assert.Equal(PostResult.Ended, outbox.Post(Frame("never")));
        outbox.Resume(new Pipe().Writer);
        Assert.Equal(PostResult.Ended, outbox.Post(Frame("never")));
    }

    [Fact]
    public void What_a_client_says_again_is_not_new_and_only_new_messages_are_acknowledged()
    {
        var received = new Received();
        Assert.Null(received.Acknowledge());
        Assert.True(received.IsNew(CompletionMessage.Empty("1")));
        Assert.True(received.IsNew(PingMessage.Instance));
        Assert.True(received.IsNew(CompletionMessage.Empty("2")));
        Assert.Equal(2, received.Acknowledge());
        Assert.Null(received.Acknowledge());

        received.Resume();
        Assert.False(received.IsNew(CompletionMessage.Empty("lost between the sockets")));
        Assert.False(received.IsNew(new SequenceMessage(2)));
        Assert.False(received.IsNew(CompletionMessage.Empty("2")));
        Assert.True(received.IsNew(CompletionMessage.Empty("3")));
        Assert.Equal(3, received.Acknowledge());
        Assert.Throws<InvalidDataException>(() => received.IsNew(new SequenceMessage(5)));
        Assert.Throws<InvalidDataException>(() => received.IsNew(new SequenceMessage(0)));
    }

    private static byte[] Frame(params string[] texts) => Encoding.UTF8.GetBytes(string.Concat(texts.Select(text => text + '\u001e')));

    private static async Task<string> ReadAsync(PipeReader reader)
    {
        var read = await reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Soon();
        var text = Encoding.UTF8.GetString(read.Buffer).Replace('\u001e', '|');
        reader.AdvanceTo(read.Buffer.End);
        return text;
    }
}
