using System.Text.Json;
using System.Threading.Channels;

namespace Tests.Node;

/// <summary>A client of <c>@microsoft/signalr</c> that runs the test's commands.</summary>
public sealed class NodeClient(NodeProgram program, int id) : IAsyncDisposable
{
    /// <summary>How long a test waits for a line. It is long enough for a busy machine; no test asserts on it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Channel<JsonElement> lines = Channel.CreateUnbounded<JsonElement>();

    /// <summary>The lines that the client has written and no test has read. Ends with an exception when Node ends.</summary>
    public ChannelReader<JsonElement> Lines => lines.Reader;

    public Task DoAsync(string what, string? target = null, params object[] args) => program.TellAsync(new { id, @do = what, target, args });

    /// <summary>The next line's value under this name. Lines with the names to skip are passed over; any other line is a failure.</summary>
    public async Task<string?> HearsAsync(string name, params string[] skipping)
    {
        while (true)
        {
            var line = await lines.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(Patience, TestContext.Current.CancellationToken);
            if (line.TryGetProperty(name, out var value))
            {
                return value.ValueKind == JsonValueKind.Null ? null : value.ToString();
            }

            Assert.Contains(line.EnumerateObject().Single().Name, (string[])["ping", .. skipping]);
        }
    }

    public async ValueTask DisposeAsync() => await DoAsync("end");

    internal void Said(JsonElement line) => lines.Writer.TryWrite(line);

    internal void Ended(Exception end) => lines.Writer.TryComplete(end);
}
