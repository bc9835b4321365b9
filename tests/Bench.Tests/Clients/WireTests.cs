using System.Text;
using Bench.Clients;
using Bench.Load;

namespace Bench.Tests.Clients;

public class WireTests
{
    private const string Pushed = "{\"type\":1,\"target\":\"reload\",\"arguments\":[{\"since\":6,\"version\":7}]}\u001e";
    private const string Ping = "{\"type\":6}\u001e";

    [Fact]
    public void Records_that_share_a_message_are_taken_one_by_one()
    {
        var wire = new SignalRWire();
        var bytes = Encoding.UTF8.GetBytes(Ping + Pushed);

        var first = wire.Take(bytes, isWhole: true, out var ping);
        var second = wire.Take(bytes.AsSpan(first), isWhole: true, out var push);

        Assert.Equal((Ping.Length, Pushed.Length), (first, second));
        Assert.False(ping.IsPush);
        Assert.True(push.IsPush);
    }

    [Fact]
    public void A_record_that_has_not_come_whole_is_left_where_it_is()
    {
        Assert.Equal(0, new SignalRWire().Take(Encoding.UTF8.GetBytes(Pushed[..^1]), isWhole: false, out _));
        Assert.Equal(0, new SocketIoWire().Take("42[\"rel"u8, isWhole: false, out _));
    }

    [Fact]
    public void The_ping_of_Socket_IO_wants_an_answer()
    {
        var taken = new SocketIoWire().Take("2"u8, isWhole: true, out var record);

        Assert.Equal(1, taken);
        Assert.False(record.IsPush);
        Assert.Equal("3", Encoding.ASCII.GetString(record.Answer.Span));
    }

    [Fact]
    public void An_event_of_Socket_IO_is_a_push_without_an_answer()
    {
        new SocketIoWire().Take("42[\"reload\",{\"version\":7}]"u8, isWhole: true, out var record);

        Assert.True(record.IsPush);
        Assert.True(record.Answer.IsEmpty);
    }

    [Fact]
    public void A_push_is_known_by_its_version_and_by_when_it_was_sent()
    {
        var text = Encoding.UTF8.GetBytes(PushBody.Of(1_234, sent: 5_678));

        Assert.Equal(new Push(1_234, 5_678, 99, text.Length), Push.Read(text, heard: 99));
    }

    [Fact]
    public void A_push_that_does_not_say_when_it_was_sent_has_no_such_time() => Assert.Equal(0, Push.Read("{\"version\":7}"u8, heard: 1).Sent);
}
