using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using EndToEnd.Tests.Drivers;
using EndToEnd.Tests.Faults;

namespace EndToEnd.Tests.Abuse;

/// <summary>
/// A tenant that does what tenants do, at a steady rate: writes, reads weeks, and imports a small file at times. Each request is due at its time, whatever became of
/// those before it, and is measured from that time on; so one that has to wait for another counts as slow, too.
/// </summary>
internal sealed class WorkingTenant(Uri api, string token, Journal journal) : IDisposable
{
    private const string Calendar = "api/calendars/work";

    private static readonly TimeSpan BetweenRequests = TimeSpan.FromMilliseconds(25);

    private readonly HttpClient http = new() { BaseAddress = api, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
    private readonly ConcurrentDictionary<string, long> written = new(StringComparer.Ordinal);
    private ConcurrentQueue<TimeSpan> times = new();
    private int number;

    /// <summary>Event to the version that was acknowledged.</summary>
    public IReadOnlyDictionary<string, long> Written => written;

    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        using var response = await http.PutAsJsonAsync(new Uri(Calendar, UriKind.Relative), new { name = "Work", timeZone = "Europe/Berlin" }, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Works until it is cancelled, and then until everything is answered.</summary>
    public async Task<RoundFigures> WorkAsync(string beside, CancellationToken until, CancellationToken cancellationToken)
    {
        times = new();
        var open = new List<Task>();
        using var timer = new PeriodicTimer(BetweenRequests);
        try
        {
            while (await timer.WaitForNextTickAsync(until))
            {
                open.Add(RequestAsync(Interlocked.Increment(ref number), beside, cancellationToken));
            }
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            // The round is over.
        }

        await Task.WhenAll(open);
        var sorted = times.Order().Select(time => time.TotalMilliseconds).ToList();
        return new(beside, sorted.Count, sorted[sorted.Count / 2], sorted[(int)Math.Ceiling(sorted.Count * 0.99) - 1], sorted[^1]);
    }

    public async Task<IReadOnlyDictionary<string, long>> ReadAsync(CancellationToken cancellationToken)
    {
        using var client = new ApiClient(api, token);
        return await client.ReadEventsAsync("work", cancellationToken);
    }

    public void Dispose() => http.Dispose();

    private async Task RequestAsync(int request, string beside, CancellationToken cancellationToken)
    {
        var due = Stopwatch.GetTimestamp();
        var (name, message) = (request % 40, request % 4) switch
        {
            (0, _) => ("import", Import(request)),
            (_, 3) => ("read", new HttpRequestMessage(HttpMethod.Get, new Uri($"{Calendar}/events?from=2026-11-23T00:00:00Z&to=2026-11-30T00:00:00Z&limit=50", UriKind.Relative))),
            _ => ("write", Write(request)),
        };
        try
        {
            using (message)
            using (var response = await http.SendAsync(message, cancellationToken))
            {
                var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
                times.Enqueue(Stopwatch.GetElapsedTime(due));
                if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.Created))
                {
                    journal.Broken($"The working tenant's {name} beside {beside} was answered with {(int)response.StatusCode}.");
                }
                else if (name == "write")
                {
                    written[Id(request)] = JsonSerializer.Deserialize<JsonElement>(body).GetProperty("version").GetInt64();
                }
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            journal.Broken($"The working tenant's {name} beside {beside} was not answered: {exception.Message}");
        }
    }

    private static HttpRequestMessage Write(int request) => new(HttpMethod.Put, new Uri($"{Calendar}/events/{Id(request)}", UriKind.Relative))
    {
        Content = JsonContent.Create(new { title = "Work", start = "2026-11-23T09:00:00", end = "2026-11-23T10:00:00", timeZone = "Europe/Berlin", recurrence = new { rules = new[] { "FREQ=WEEKLY;COUNT=4" } } }),
    };

    /// <summary>Always the same event, so it adds one at most.</summary>
    private static HttpRequestMessage Import(int request) => new(HttpMethod.Post, new Uri($"{Calendar}/import", UriKind.Relative))
    {
        Content = new StringContent(Samples.OneDay(string.Create(CultureInfo.InvariantCulture, $"Import {request % 7}"), new DateOnly(2026, 11, 24)), Encoding.UTF8, "text/calendar"),
    };

    private static string Id(int request) => string.Create(CultureInfo.InvariantCulture, $"w{request}");
}
