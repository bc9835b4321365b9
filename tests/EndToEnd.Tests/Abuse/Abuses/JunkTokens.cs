using System.Net;
using EndToEnd.Tests.Abuse.Abusing;

namespace EndToEnd.Tests.Abuse.Abuses;

/// <summary>Tokens that are none.</summary>
internal sealed class JunkTokens : IAbuse
{
    private static readonly string[] Tokens =
        ["junk", "a.b.c", new string('x', 4_000), "eyJhbGciOiJSUzI1NiIsImtpZCI6InVua25vd24ifQ.eyJ0aWQiOiJ4In0.c2lnbmF0dXJl", "eyJhbGciOiJub25lIn0.eyJ0aWQiOiJhYWFhYWFhYS0xMTExLTQxMTEtODExMS0xMTExMTExMTExMTEifQ."];

    public string Name => "junk tokens";

    public bool Anonymous => true;

    public Task PrepareAsync(AbusiveCaller caller, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task RunAsync(AbusiveCaller caller, AnswerTally tally, CancellationToken cancellationToken)
    {
        var number = 0;
        return Repeating.AtATimeAsync(4, async _ =>
        {
            var token = Tokens[Interlocked.Increment(ref number) % Tokens.Length];
            if (await caller.SendAsync(HttpMethod.Get, "api/calendars", null, cancellationToken, token) is { } status && status is not (HttpStatusCode.Unauthorized or HttpStatusCode.TooManyRequests))
            {
                tally.Broken(Name, $"A junk token was answered with {(int)status}.");
            }
        }, cancellationToken);
    }
}
