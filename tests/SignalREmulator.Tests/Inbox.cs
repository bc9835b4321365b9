using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;

namespace SignalREmulator.Tests;

internal static class Inbox
{
    /// <summary>The texts that the client receives for a target with one text argument.</summary>
    public static ChannelReader<string> Texts(this HubConnection connection, string target = "say")
    {
        var inbox = Channel.CreateUnbounded<string>();
        connection.On<string>(target, text => inbox.Writer.TryWrite(text));
        return inbox.Reader;
    }

    /// <summary>Completes when the client's connection has closed, with the reason.</summary>
    public static Task<Exception?> Gone(this HubConnection connection)
    {
        var gone = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.Closed += reason =>
        {
            gone.TrySetResult(reason);
            return Task.CompletedTask;
        };
        return gone.Task;
    }
}
