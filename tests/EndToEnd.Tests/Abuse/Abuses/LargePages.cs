using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json;
using EndToEnd.Tests.Abuse.Abusing;

namespace EndToEnd.Tests.Abuse.Abuses;

/// <summary>Events that are as large as they may be, read in pages that are as long as they may be, by a dozen at once.</summary>
internal sealed class LargePages : IAbuse
{
    private const string Calendar = "api/calendars/large";
    private const int Events = 200;

    private string since = "";

    public string Name => "large pages";

    public bool Anonymous => false;

    public async Task PrepareAsync(AbusiveCaller caller, CancellationToken cancellationToken)
    {
        since = (string)JsonNode.Parse(await caller.ReadAsync("api/changes/head", cancellationToken))!["token"]!;
        await caller.PutAsync(Calendar, """{"name":"Large","timeZone":"Etc/UTC"}""", cancellationToken);
        string[] dates = [.. Enumerable.Range(0, 1_000).Select(day => new DateOnly(2026, 1, 1).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T09:00:00")];
        string[] people = [.. Enumerable.Range(0, 50).Select(number => string.Create(CultureInfo.InvariantCulture, $"{number:00}") + new string('a', 62))];
        foreach (var person in people)
        {
            await caller.PutAsync($"api/people/{person}", """{"sort":"contact","displayName":"Somebody"}""", cancellationToken);
        }

        var body = JsonSerializer.Serialize(new
        {
            title = new string('t', 200),
            description = new string('d', 8_000),
            start = "2026-01-01T09:00:00",
            end = "2026-01-01T10:00:00",
            timeZone = "Etc/UTC",
            assignees = people,
            recurrence = new { rules = new[] { "FREQ=DAILY" }, dates, exceptionDates = dates, overriddenDates = dates },
        });
        // A limit of the tenant may end this early, which is as good.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async place =>
        {
            for (var number = place; number < Events; number += 4)
            {
                await caller.PutAsync(string.Create(CultureInfo.InvariantCulture, $"{Calendar}/events/e{number}"), body, cancellationToken);
            }
        }));
    }

    public Task RunAsync(AbusiveCaller caller, AnswerTally tally, CancellationToken cancellationToken) => Repeating.AtATimeAsync(12, place => (place % 3) switch
    {
        // Each limit is another page, so none of them is in a cache.
        0 => caller.GetAsync(string.Create(CultureInfo.InvariantCulture, $"api/changes?since={since}&limit={1_000 - place}"), cancellationToken),
        1 => caller.GetAsync($"{Calendar}/events?limit=1000&from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z", cancellationToken),
        _ => caller.GetAsync($"{Calendar}/export.ics", cancellationToken),
    }, cancellationToken);
}
