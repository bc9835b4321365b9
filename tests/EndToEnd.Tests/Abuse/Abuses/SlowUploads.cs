using System.Net.Sockets;
using System.Text;
using EndToEnd.Tests.Abuse.Abusing;

namespace EndToEnd.Tests.Abuse.Abuses;

/// <summary>Files that are uploaded a few bytes at a time: they must not hold the places of other tenants' imports.</summary>
internal sealed class SlowUploads : IAbuse
{
    private static readonly TimeSpan BetweenPieces = TimeSpan.FromMilliseconds(250);

    private static readonly byte[] Piece = Encoding.ASCII.GetBytes(new string('X', 99) + "\n");

    public string Name => "slow uploads";

    public bool Anonymous => false;

    /// <summary>The calendar of <see cref="DenseRules"/>.</summary>
    public Task PrepareAsync(AbusiveCaller caller, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RunAsync(AbusiveCaller caller, AnswerTally tally, CancellationToken cancellationToken) => Repeating.AtATimeAsync(12, async _ =>
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(caller.Api.Host, caller.Api.Port, cancellationToken);
            await using var stream = client.GetStream();
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes($"POST /{DenseRules.Calendar}/import HTTP/1.1\r\nHost: {caller.Api.Authority}\r\nAuthorization: Bearer {caller.Token}\r\nContent-Type: text/calendar\r\nContent-Length: 9000000\r\n\r\n"),
                cancellationToken);
            while (client.Connected)
            {
                await stream.WriteAsync(Piece, cancellationToken);
                await Task.Delay(BetweenPieces, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            tally.Add(Name, "ended");
        }
        catch (OperationCanceledException)
        {
            tally.Add(Name, "given up");
        }
    }, cancellationToken);
}
