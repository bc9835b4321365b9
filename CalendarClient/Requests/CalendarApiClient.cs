using System.Net.Http.Headers;

namespace CalendarClient;

/// <summary>
/// The calendar's API, typed. Refusals that a caller can act on are values (<see cref="Answer{T}"/>). Every method throws <see cref="CalendarApiException"/> for the other
/// refusals, <see cref="HttpRequestException"/> when the API cannot be reached, and <see cref="OperationCanceledException"/> when it is cancelled or times out.
/// Only a request whose access token was refused is retried: once, with a renewed token.
/// </summary>
/// <param name="http">Its <see cref="HttpClient.BaseAddress"/> is the API's root, such as <c>https://calendar.example/</c>. The caller disposes of it.</param>
/// <param name="tokens">Provides access tokens.</param>
public sealed class CalendarApiClient(HttpClient http, AccessTokenProvider tokens)
{
    /// <summary>The most that the API puts on one page.</summary>
    internal const int MaxPageSize = 1_000;

    private readonly ApiExchange exchange = new(http, tokens);

    /// <summary>Called with every answer that names the tenant's head, before the caller gets that answer.</summary>
    internal Action<Observation>? Observer
    {
        set => exchange.Observer = value;
    }

    /// <summary>Called when there was no answer, or a 5xx, before the caller gets the exception.</summary>
    internal Action<Exception>? FailureObserver
    {
        set => exchange.FailureObserver = value;
    }

    /// <summary>The kinds that a page of changes is read with.</summary>
    internal EntityKinds Kinds { get; init; } = EntityKinds.All;

    /// <summary>All calendars of the tenant.</summary>
    /// <exception cref="CalendarApiException">The API refused.</exception>
    public async Task<IReadOnlyList<Calendar>> ListCalendarsAsync(CancellationToken cancellationToken = default) =>
        (await exchange.GetAsync("api/calendars", WireJson.Default.CalendarList, cancellationToken)).Required().Items;

    /// <summary>One calendar; refused with <c>not-found</c> when there is none with this id.</summary>
    public Task<Answer<Calendar>> GetCalendarAsync(string id, CancellationToken cancellationToken = default) =>
        exchange.GetAsync(CalendarPath(id), WireJson.Default.Calendar, cancellationToken);

    /// <summary>Creates a calendar. A retry with the same content gets the same answer, so it is safe.</summary>
    /// <param name="id">Chosen by the caller: 1 to 64 of <c>A-Z a-z 0-9 _ -</c>. An id that was deleted cannot be used again (<c>id-was-deleted</c>).</param>
    /// <param name="content">What to store; <c>invalid-content</c> when it is invalid.</param>
    /// <param name="cancellationToken">Ends the wait for the answer; the write may have happened nevertheless.</param>
    public Task<Answer<Calendar>> CreateCalendarAsync(string id, CalendarContent content, CancellationToken cancellationToken = default) =>
        PutCalendarAsync(id, content, null, cancellationToken);

    /// <summary>Replaces a calendar's content as a whole.</summary>
    /// <param name="id">The calendar's id; <c>not-found</c> when there is none.</param>
    /// <param name="content">What to store; <c>invalid-content</c> when it is invalid.</param>
    /// <param name="etag">The <see cref="Calendar.Etag"/> of the revision to replace. If somebody changed it since, the answer is <c>precondition-failed</c> with what is stored now.</param>
    /// <param name="cancellationToken">Ends the wait for the answer; the write may have happened nevertheless.</param>
    public Task<Answer<Calendar>> ReplaceCalendarAsync(string id, CalendarContent content, string etag, CancellationToken cancellationToken = default) =>
        PutCalendarAsync(id, content, etag, cancellationToken);

    /// <summary>Deletes a calendar with its events. <paramref name="etag"/> is as in <see cref="ReplaceCalendarAsync"/>.</summary>
    /// <returns>The position of the deletion.</returns>
    public Task<Answer<Position>> DeleteCalendarAsync(string id, string etag, CancellationToken cancellationToken = default) =>
        exchange.DeleteAsync(CalendarPath(id), etag, head => new(head, new Changed<Calendar>(CalendarKind.Instance.Key(id), head.Version, null)), cancellationToken);

    /// <summary>One page of a calendar's events, in the order of their ids.</summary>
    /// <param name="calendarId">The calendar's id; <c>not-found</c> when there is none.</param>
    /// <param name="window">From (inclusive) and to (exclusive), at most 400 days apart: only events in it, with their occurrences. Null for all events, without occurrences.</param>
    /// <param name="after"><see cref="EventPage.Next"/> of the page before; null for the first page.</param>
    /// <param name="limit">The most events on a page, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Answer<EventPage>> ListEventsAsync(
        string calendarId, (DateTimeOffset From, DateTimeOffset To)? window = null, string? after = null, int limit = MaxPageSize, CancellationToken cancellationToken = default) =>
        exchange.GetAsync(
            CalendarPath(calendarId) + "/events" + new Query().Add(window).Add("after", after).Add("limit", limit),
            WireJson.Default.EventPage,
            cancellationToken);

    /// <summary>One event; refused with <c>not-found</c> when there is none with this id in this calendar.</summary>
    /// <param name="calendarId">The calendar's id.</param>
    /// <param name="id">The event's id.</param>
    /// <param name="window">When given, the event comes with its occurrences between from (inclusive) and to (exclusive), at most 400 days apart.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Answer<WindowedEvent>> GetEventAsync(
        string calendarId, string id, (DateTimeOffset From, DateTimeOffset To)? window = null, CancellationToken cancellationToken = default) =>
        exchange.GetAsync(EventPath(calendarId, id) + new Query().Add(window), WireJson.Default.WindowedEvent, cancellationToken);

    /// <summary>Creates an event. A retry with the same content gets the same answer, so it is safe.</summary>
    /// <param name="calendarId">The calendar's id; <c>not-found</c> when there is none.</param>
    /// <param name="id">Chosen by the caller: 1 to 64 of <c>A-Z a-z 0-9 _ -</c>. An id that was deleted cannot be used again (<c>id-was-deleted</c>).</param>
    /// <param name="content">What to store; <c>invalid-content</c> when it is invalid.</param>
    /// <param name="cancellationToken">Ends the wait for the answer; the write may have happened nevertheless.</param>
    public Task<Answer<CalendarEvent>> CreateEventAsync(string calendarId, string id, EventContent content, CancellationToken cancellationToken = default) =>
        PutEventAsync(calendarId, id, content, null, cancellationToken);

    /// <summary>Replaces an event's content as a whole.</summary>
    /// <param name="calendarId">The calendar's id.</param>
    /// <param name="id">The event's id; <c>not-found</c> when there is none in this calendar.</param>
    /// <param name="content">What to store; <c>invalid-content</c> when it is invalid.</param>
    /// <param name="etag">The <see cref="CalendarEvent.Etag"/> of the revision to replace. If somebody changed it since, the answer is <c>precondition-failed</c> with what is stored now.</param>
    /// <param name="cancellationToken">Ends the wait for the answer; the write may have happened nevertheless.</param>
    public Task<Answer<CalendarEvent>> ReplaceEventAsync(
        string calendarId, string id, EventContent content, string etag, CancellationToken cancellationToken = default) =>
        PutEventAsync(calendarId, id, content, etag, cancellationToken);

    /// <summary>Deletes an event. <paramref name="etag"/> is as in <see cref="ReplaceEventAsync"/>.</summary>
    /// <returns>The position of the deletion.</returns>
    public Task<Answer<Position>> DeleteEventAsync(string calendarId, string id, string etag, CancellationToken cancellationToken = default) =>
        exchange.DeleteAsync(EventPath(calendarId, id), etag, head => new(head, new Changed<CalendarEvent>(EventKind.Instance.Key(id, calendarId), head.Version, null)), cancellationToken);

    /// <summary>One page of the tenant's directory, in the order of id.</summary>
    /// <param name="search">The beginning of a name, of a word in a name, or of an address; null for all.</param>
    /// <param name="after"><see cref="PeoplePage.Next"/> of the page before; null for the first page.</param>
    /// <param name="limit">The most entries on a page, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Answer<PeoplePage>> ListPeopleAsync(string? search = null, string? after = null, int limit = MaxPageSize, CancellationToken cancellationToken = default) =>
        exchange.GetAsync("api/people" + new Query().Add("q", search).Add("after", after).Add("limit", limit), WireJson.Default.PeoplePage, cancellationToken);

    /// <summary>One person or resource; refused with <c>not-found</c> when there is none with this id.</summary>
    public Task<Answer<Person>> GetPersonAsync(string id, CancellationToken cancellationToken = default) =>
        exchange.GetAsync(PersonPath(id), WireJson.Default.Person, cancellationToken);

    /// <summary>Adds a person or resource to the directory. A retry with the same content gets the same answer, so it is safe.</summary>
    /// <param name="id">Chosen by the caller: 1 to 64 of <c>A-Z a-z 0-9 _ -</c>; for an account its object id. An id that was deleted cannot be used again (<c>id-was-deleted</c>).</param>
    /// <param name="content">What to store; <c>invalid-content</c> when it is invalid.</param>
    /// <param name="cancellationToken">Ends the wait for the answer; the write may have happened nevertheless.</param>
    public Task<Answer<Person>> CreatePersonAsync(string id, PersonContent content, CancellationToken cancellationToken = default) =>
        PutPersonAsync(id, content, null, cancellationToken);

    /// <summary>Replaces the content of an entry of the directory as a whole.</summary>
    /// <param name="id">The entry's id; <c>not-found</c> when there is none.</param>
    /// <param name="content">What to store; <c>invalid-content</c> when it is invalid.</param>
    /// <param name="etag">The <see cref="Person.Etag"/> of the revision to replace. If somebody changed it since, the answer is <c>precondition-failed</c> with what is stored now.</param>
    /// <param name="cancellationToken">Ends the wait for the answer; the write may have happened nevertheless.</param>
    public Task<Answer<Person>> ReplacePersonAsync(string id, PersonContent content, string etag, CancellationToken cancellationToken = default) =>
        PutPersonAsync(id, content, etag, cancellationToken);

    /// <summary>Deletes an entry of the directory. <paramref name="etag"/> is as in <see cref="ReplacePersonAsync"/>.</summary>
    /// <returns>The position of the deletion.</returns>
    public Task<Answer<Position>> DeletePersonAsync(string id, string etag, CancellationToken cancellationToken = default) =>
        exchange.DeleteAsync(PersonPath(id), etag, head => new(head, new Changed<Person>(PersonKind.Instance.Key(id), head.Version, null)), cancellationToken);

    /// <summary>The tenant's head.</summary>
    /// <param name="known">The <see cref="Head.Token"/> of the head that the caller knows; null when it knows none.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>Null when the head is still the one that <paramref name="known"/> stands for.</returns>
    /// <exception cref="CalendarApiException">The API refused.</exception>
    public Task<Head?> GetHeadAsync(string? known = null, CancellationToken cancellationToken = default) =>
        exchange.GetHeadAsync(known is null ? null : $"\"{known}\"", cancellationToken);

    /// <summary>
    /// One page of the changes after <paramref name="since"/>. Refused with <c>sync-token-expired</c> or <c>invalid-sync-token</c> if the token cannot be continued:
    /// then read the head and everything again.
    /// </summary>
    /// <param name="since"><see cref="Head.Token"/>, or <see cref="ChangesPage.Next"/> of the page before.</param>
    /// <param name="limit">The most changes on a page, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    public Task<Answer<ChangesPage>> GetChangesAsync(string since, int limit = MaxPageSize, CancellationToken cancellationToken = default) =>
        exchange.GetAsync("api/changes" + new Query().Add("since", since).Add("limit", limit), Kinds.ChangesPage, cancellationToken);

    /// <summary>
    /// Imports an .ics file (RFC 5545) of up to 10 MiB into a calendar. A file that cannot be read is refused with <c>malformed-calendar-file</c>, a larger one with
    /// <c>body-too-large</c>. Importing a file twice changes nothing the second time.
    /// </summary>
    public Task<Answer<ImportReport>> ImportAsync(string calendarId, ReadOnlyMemory<byte> file, CancellationToken cancellationToken = default) =>
        exchange.SendAsync(HttpMethod.Post, CalendarPath(calendarId) + "/import", () => CalendarFile(file), null, WireJson.Default.ImportReport, null, cancellationToken);

    /// <summary>Writes a calendar with all its events as an .ics file (RFC 5545).</summary>
    /// <returns>The text of the file.</returns>
    public Task<Answer<string>> ExportAsync(string calendarId, CancellationToken cancellationToken = default) =>
        exchange.GetTextAsync(CalendarPath(calendarId) + "/export.ics", cancellationToken);

    private Task<Answer<Calendar>> PutCalendarAsync(string id, CalendarContent content, string? etag, CancellationToken cancellationToken) =>
        exchange.SendAsync(
            HttpMethod.Put,
            CalendarPath(id),
            () => JsonBody.Of(content, WireJson.Default.CalendarContent),
            etag,
            WireJson.Default.Calendar,
            (head, item) => new(head, new Changed<Calendar>(item.Key, item.Version, item)),
            cancellationToken);

    private Task<Answer<CalendarEvent>> PutEventAsync(string calendarId, string id, EventContent content, string? etag, CancellationToken cancellationToken) =>
        exchange.SendAsync(
            HttpMethod.Put,
            EventPath(calendarId, id),
            () => JsonBody.Of(content, WireJson.Default.EventContent),
            etag,
            WireJson.Default.CalendarEvent,
            (head, item) => new(head, new Changed<CalendarEvent>(item.Key, item.Version, item)),
            cancellationToken);

    private Task<Answer<Person>> PutPersonAsync(string id, PersonContent content, string? etag, CancellationToken cancellationToken) =>
        exchange.SendAsync(
            HttpMethod.Put,
            PersonPath(id),
            () => JsonBody.Of(content, WireJson.Default.PersonContent),
            etag,
            WireJson.Default.Person,
            (head, item) => new(head, new Changed<Person>(item.Key, item.Version, item)),
            cancellationToken);

    private static string PersonPath(string id) => "api/people/" + Uri.EscapeDataString(id);

    private static string CalendarPath(string id) => "api/calendars/" + Uri.EscapeDataString(id);

    private static string EventPath(string calendarId, string id) => CalendarPath(calendarId) + "/events/" + Uri.EscapeDataString(id);

    private static ReadOnlyMemoryContent CalendarFile(ReadOnlyMemory<byte> file) =>
        new(file) { Headers = { ContentType = new MediaTypeHeaderValue("text/calendar", "utf-8") } };
}
