using System.Net.Http.Headers;

namespace CalendarClient;

/// <summary>
/// The calendar's API, typed. Every method: cancellation and network failures as exceptions; refusals that a caller can act on as values (<see cref="Answer{T}"/>).
/// Nothing is retried but a request whose token was refused, once, with a renewed one.
/// </summary>
/// <param name="http">Its <see cref="HttpClient.BaseAddress"/> is the API's root, as <c>https://calendar.example/</c>. Not disposed of here.</param>
/// <param name="tokens">Where bearer tokens come from.</param>
public sealed class CalendarApiClient(HttpClient http, AccessTokenProvider tokens)
{
    /// <summary>The most that the API puts on one page.</summary>
    internal const int MaxPageSize = 1_000;

    private readonly ApiExchange exchange = new(http, tokens);

    /// <summary>Told of every answer that names the tenant's head, before the caller gets that answer.</summary>
    internal Action<Observation>? Observer
    {
        set => exchange.Observer = value;
    }

    public async Task<IReadOnlyList<Calendar>> ListCalendarsAsync(CancellationToken cancellationToken = default) =>
        (await exchange.GetAsync("api/calendars", WireJson.Default.CalendarList, cancellationToken)).Required().Items;

    public Task<Answer<Calendar>> GetCalendarAsync(string id, CancellationToken cancellationToken = default) =>
        exchange.GetAsync(CalendarPath(id), WireJson.Default.Calendar, cancellationToken);

    /// <summary>Idempotent: the same content under the same id is answered as the first time.</summary>
    public Task<Answer<Calendar>> CreateCalendarAsync(string id, CalendarContent content, CancellationToken cancellationToken = default) =>
        PutCalendarAsync(id, content, null, cancellationToken);

    /// <param name="etag">Of the revision that is to be replaced; another's change in between is answered with <c>precondition-failed</c>.</param>
    public Task<Answer<Calendar>> ReplaceCalendarAsync(string id, CalendarContent content, string etag, CancellationToken cancellationToken = default) =>
        PutCalendarAsync(id, content, etag, cancellationToken);

    /// <summary>Deletes the calendar and its events with it.</summary>
    /// <returns>The position after the deletion.</returns>
    public Task<Answer<Position>> DeleteCalendarAsync(string id, string etag, CancellationToken cancellationToken = default) =>
        exchange.DeleteAsync(CalendarPath(id), etag, head => new(head, Calendar: new(id, head.Version, null)), cancellationToken);

    /// <summary>One page of a calendar's events.</summary>
    /// <param name="window">[from, to), at most 400 days: only events in it, with their occurrences. Null for all events, without occurrences.</param>
    /// <param name="after"><see cref="EventPage.Next"/> of the page before.</param>
    public Task<Answer<EventPage>> ListEventsAsync(
        string calendarId, (DateTimeOffset From, DateTimeOffset To)? window = null, string? after = null, int limit = MaxPageSize, CancellationToken cancellationToken = default) =>
        exchange.GetAsync(
            CalendarPath(calendarId) + "/events" + new Query().Add(window).Add("after", after).Add("limit", limit),
            WireJson.Default.EventPage,
            cancellationToken);

    /// <param name="window">When given, the occurrences in [from, to) come with the event.</param>
    public Task<Answer<WindowedEvent>> GetEventAsync(
        string calendarId, string id, (DateTimeOffset From, DateTimeOffset To)? window = null, CancellationToken cancellationToken = default) =>
        exchange.GetAsync(EventPath(calendarId, id) + new Query().Add(window), WireJson.Default.WindowedEvent, cancellationToken);

    /// <summary>Idempotent: the same content under the same id is answered as the first time.</summary>
    public Task<Answer<CalendarEvent>> CreateEventAsync(string calendarId, string id, EventContent content, CancellationToken cancellationToken = default) =>
        PutEventAsync(calendarId, id, content, null, cancellationToken);

    /// <param name="etag">Of the revision that is to be replaced; another's change in between is answered with <c>precondition-failed</c>.</param>
    public Task<Answer<CalendarEvent>> ReplaceEventAsync(
        string calendarId, string id, EventContent content, string etag, CancellationToken cancellationToken = default) =>
        PutEventAsync(calendarId, id, content, etag, cancellationToken);

    /// <returns>The position after the deletion.</returns>
    public Task<Answer<Position>> DeleteEventAsync(string calendarId, string id, string etag, CancellationToken cancellationToken = default) =>
        exchange.DeleteAsync(EventPath(calendarId, id), etag, head => new(head, Event: new(calendarId, id, head.Version, null)), cancellationToken);

    /// <param name="known">The token of the head that is known already.</param>
    /// <returns>Null when the head is still <paramref name="known"/>.</returns>
    public Task<Head?> GetHeadAsync(string? known = null, CancellationToken cancellationToken = default) =>
        exchange.GetHeadAsync(known is null ? null : $"\"{known}\"", cancellationToken);

    /// <summary>What changed after <paramref name="since"/>; refused with <c>sync-token-expired</c> when everything is to be read afresh.</summary>
    public Task<Answer<ChangesPage>> GetChangesAsync(string since, int limit = MaxPageSize, CancellationToken cancellationToken = default) =>
        exchange.GetAsync("api/changes" + new Query().Add("since", since).Add("limit", limit), WireJson.Default.ChangesPage, cancellationToken);

    /// <summary>Imports an .ics file (RFC 5545) of up to 10 MiB into a calendar.</summary>
    public Task<Answer<ImportReport>> ImportAsync(string calendarId, ReadOnlyMemory<byte> file, CancellationToken cancellationToken = default) =>
        exchange.SendAsync(HttpMethod.Post, CalendarPath(calendarId) + "/import", () => CalendarFile(file), null, WireJson.Default.ImportReport, null, cancellationToken);

    /// <returns>The calendar as an .ics file.</returns>
    public Task<Answer<string>> ExportAsync(string calendarId, CancellationToken cancellationToken = default) =>
        exchange.GetTextAsync(CalendarPath(calendarId) + "/export.ics", cancellationToken);

    private Task<Answer<Calendar>> PutCalendarAsync(string id, CalendarContent content, string? etag, CancellationToken cancellationToken) =>
        exchange.SendAsync(
            HttpMethod.Put,
            CalendarPath(id),
            () => JsonBody.Of(content, WireJson.Default.CalendarContent),
            etag,
            WireJson.Default.Calendar,
            (head, item) => new(head, Calendar: new(item.Id, item.Version, item)),
            cancellationToken);

    private Task<Answer<CalendarEvent>> PutEventAsync(string calendarId, string id, EventContent content, string? etag, CancellationToken cancellationToken) =>
        exchange.SendAsync(
            HttpMethod.Put,
            EventPath(calendarId, id),
            () => JsonBody.Of(content, WireJson.Default.EventContent),
            etag,
            WireJson.Default.CalendarEvent,
            (head, item) => new(head, Event: new(item.CalendarId, item.Id, item.Version, item)),
            cancellationToken);

    private static string CalendarPath(string id) => "api/calendars/" + Uri.EscapeDataString(id);

    private static string EventPath(string calendarId, string id) => CalendarPath(calendarId) + "/events/" + Uri.EscapeDataString(id);

    private static ReadOnlyMemoryContent CalendarFile(ReadOnlyMemory<byte> file) =>
        new(file) { Headers = { ContentType = new MediaTypeHeaderValue("text/calendar", "utf-8") } };
}
