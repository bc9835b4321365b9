using System.IO.Pipelines;
using System.Security.Claims;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.Extensions.DependencyInjection;
using SignalREmulator.Connections;
using SignalREmulator.Hubs;
using SignalREmulator.Tokens;

namespace SignalREmulator.Tests;

/// <summary>The moment at which the answer to the handshake is sent, seen from inside the emulator.</summary>
public sealed class AnswerOrderTests
{
    [Fact]
    public async Task When_the_answer_leaves_the_connection_is_in_its_hub_and_its_users_groups_and_what_was_sent_before_follows_it()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        var name = HubName.From("calendar")!.Value;
        var hub = emulator.Services.GetRequiredService<HubDirectory>()[name];
        hub.AddUserToGroup("team", "anna", timeToLive: null);
        var input = new Pipe();
        var output = new Pipe();
        var seen = new List<string>();
        var watched = new WatchedWriter(output.Writer, () =>
        {
            seen.AddRange(hub.InGroup("team").Select(connection => connection.Id));
            // A send that happens exactly at this moment.
            Assert.Equal(PostResult.Posted, hub.Connection("c1")!.Send("message\u001e"u8.ToArray()));
        });
        var context = new DefaultConnectionContext("c1") { Transport = new Pipes(input.Reader, watched) };
        context.Features.Set<IConnectionUserFeature>(context);
        context.User = new ClaimsPrincipal(new ClientIdentity("anna", "test") { Hub = name, TokenExpires = DateTimeOffset.MaxValue });
        var running = ActivatorUtilities.CreateInstance<ClientConnectionHandler>(emulator.Services).OnConnectedAsync(context);

        await input.Writer.WriteAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e"), TestContext.Current.CancellationToken);

        Assert.Equal("{}\u001emessage\u001e", await ReadAsync(output.Reader, 2));
        Assert.Equal(["c1"], seen);
        await input.Writer.CompleteAsync();
        await running.Soon();
        Assert.Empty(hub.Everyone());
    }

    private static async Task<string> ReadAsync(PipeReader reader, int frames)
    {
        while (true)
        {
            var read = await reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Soon();
            var text = Encoding.UTF8.GetString(read.Buffer);
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            if (read.IsCompleted || text.Count(letter => letter == '\u001e') >= frames)
            {
                return text;
            }
        }
    }

    private sealed record Pipes(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    /// <summary>Calls the action before the first flush, when nothing that was written can be read yet.</summary>
    private sealed class WatchedWriter(PipeWriter inner, Action beforeFirstFlush) : PipeWriter
    {
        private bool flushed;

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
        {
            if (!flushed)
            {
                flushed = true;
                beforeFirstFlush();
            }

            return inner.FlushAsync(cancellationToken);
        }

        public override void Advance(int bytes) => inner.Advance(bytes);

        public override Memory<byte> GetMemory(int sizeHint = 0) => inner.GetMemory(sizeHint);

        public override Span<byte> GetSpan(int sizeHint = 0) => inner.GetSpan(sizeHint);

        public override void CancelPendingFlush() => inner.CancelPendingFlush();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);
    }
}
