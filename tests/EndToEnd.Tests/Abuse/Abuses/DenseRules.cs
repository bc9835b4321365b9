using System.Globalization;
using System.Net;
using System.Text.Json;
using EndToEnd.Tests.Abuse.Abusing;

namespace EndToEnd.Tests.Abuse.Abuses;

/// <summary>Rules that are denser than a calendar can show are refused; the densest that are accepted are read, again and again.</summary>
internal sealed class DenseRules : IAbuse
{
    public const string Calendar = "api/calendars/dense";
    public const string Window = $"{Calendar}/events?from=2026-01-01T00:00:00Z&to=2027-02-01T00:00:00Z&limit=1000";

    private const int Events = 40;

    private static readonly string Minutes = string.Join(',', Enumerable.Range(0, 60));
    private static readonly string Hours = string.Join(',', Enumerable.Range(0, 24));

    private static readonly string[] Refused =
    [
        $"FREQ=YEARLY;BYDAY=SU,MO,TU,WE,TH,FR,SA;BYHOUR={Hours};BYMINUTE={Minutes};BYSECOND={Minutes};BYSETPOS=-1",
        $"FREQ=DAILY;BYHOUR={Hours};BYMINUTE={Minutes};BYSECOND={Minutes}",
        $"FREQ=HOURLY;BYMINUTE={Minutes}",
    ];

    public string Name => "dense rules";

    public bool Anonymous => false;

    public async Task PrepareAsync(AbusiveCaller caller, CancellationToken cancellationToken)
    {
        await caller.PutAsync(Calendar, """{"name":"Dense","timeZone":"Etc/UTC"}""", cancellationToken);
        foreach (var number in Enumerable.Range(0, Events))
        {
            // Ten rules are the most that an event may have, and hourly is the densest.
            await caller.PutAsync(PathOf(number), Body([.. Enumerable.Range(1, 10).Select(interval => string.Create(CultureInfo.InvariantCulture, $"FREQ=HOURLY;INTERVAL={interval}"))]), cancellationToken);
        }
    }

    public Task RunAsync(AbusiveCaller caller, AnswerTally tally, CancellationToken cancellationToken) => Repeating.AtATimeAsync(3, async place =>
    {
        if (await caller.PutAsync($"{Calendar}/events/refused", Body([Refused[place]]), cancellationToken) is HttpStatusCode.Created or HttpStatusCode.OK)
        {
            tally.Broken(Name, $"The rule {Refused[place][..40]}… was accepted.");
        }

        await caller.GetAsync(Window, cancellationToken);
    }, cancellationToken);

    private static string PathOf(int number) => string.Create(CultureInfo.InvariantCulture, $"{Calendar}/events/e{number}");

    private static string Body(string[] rules) =>
        JsonSerializer.Serialize(new { title = "Dense", start = "1000-01-01T00:00:00", end = "1000-01-01T00:30:00", timeZone = "America/New_York", recurrence = new { rules } });
}
