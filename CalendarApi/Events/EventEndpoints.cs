using CalendarApi.Answers;
using CalendarApi.Authentication;
using CalendarApi.Bodies;
using CalendarApi.Calendars;
using CalendarApi.Limits;
using CalendarApi.Paging;
using CalendarApi.Problems;
using CalendarApi.Revisions;
using CalendarStore;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ServiceDefaults.Problems;
using TeamCalendars.Calendars;

namespace CalendarApi.Events;

/// <summary>The events of a calendar.</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder routes)
    {
        var events = routes.MapGroup("/api/calendars/{calendar}/events").WithTags("Events");

        events.MapGet("", List)
            .WithName("ListEvents").WithSummary("Lists the events of a calendar page by page: all, or those in a window with their occurrences.")
            .RequireAuthorization(Scopes.Read).WithProblems(HttpProblems.NotFound, HttpProblems.InvalidContent);

        events.MapGet("{id}", Get)
            .WithName("GetEvent").WithSummary("Reads one event, with its occurrences if a window is given; 304 when If-None-Match has its etag.")
            .RequireAuthorization(Scopes.Read).WithProblems(HttpProblems.NotFound, ProblemTypes.UnreadableItem, HttpProblems.InvalidContent);

        events.MapPut("{id}", Put)
            .WithName("PutEvent").WithSummary("Creates an event with an id that the client chooses, or replaces the revision named by If-Match.")
            .RequireAuthorization(Scopes.Write)
            .Produces<EventJson>(StatusCodes.Status201Created).WithProblems([.. WriteAnswer.PutProblems, ProblemTypes.RoleRequired]);

        events.MapDelete("{id}", Delete)
            .WithName("DeleteEvent").WithSummary("Deletes the event, if If-Match names the current revision.")
            .RequireAuthorization(Scopes.Write).WithProblems([.. WriteAnswer.DeleteProblems, ProblemTypes.RoleRequired]);
    }

    private static async Task<Results<WrittenAnswer<EventsJson>, ProblemHttpResult>> List(
        string calendar, [AsParameters] EventQuery query, Caller caller, ICalendarStore store, WorkPlaces places, ILogger<EventsJson> logger, HttpContext context,
        CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var window = EventWindow.Read(query.From, query.To, errors);
        var after = EventPage.ReadAfter(query.After, errors);
        var limit = PageLimit.Read(query.Limit, EventPage.DefaultLimit, errors);
        if (errors.Any)
        {
            return Problem.InvalidContent(errors);
        }

        using var place = await places.TakeAsync(caller, cancellationToken);
        if (place.Refusal is { } refusal)
        {
            return Problem.TooManyRequests(context, refusal);
        }

        var events = CalendarId.TryParse(calendar, out var calendarId)
            ? await store.ListEventsAsync(caller.Tenant, calendarId, window, after, limit, cancellationToken)
            : null;
        var view = events is null ? null : await store.FindViewAsync(caller, calendarId, cancellationToken);
        return view is null ? Problem.NotFound() : new WrittenAnswer<EventsJson>(EventPage.Draw(events!, view.Value, window, logger, cancellationToken), context.Request);
    }

    private static async Task<Results<ItemResult<EventJson>, ProblemHttpResult>> Get(
        string calendar, string id, [FromQuery] string? from, [FromQuery] string? to, Caller caller, ICalendarStore store, WorkPlaces places,
        ILogger<EventsJson> logger, HttpContext context, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        var window = EventWindow.Read(from, to, errors);
        if (errors.Any)
        {
            return Problem.InvalidContent(errors);
        }

        using var place = window is null ? null : await places.TakeAsync(caller, cancellationToken);
        if (place?.Refusal is { } refusal)
        {
            return Problem.TooManyRequests(context, refusal);
        }

        var found = CalendarId.TryParse(calendar, out var calendarId) && EventId.TryParse(id, out var eventId)
            ? await store.FindEventAsync(caller.Tenant, calendarId, eventId, cancellationToken)
            : null;
        var view = found is null ? null : await store.FindViewAsync(caller, calendarId, cancellationToken);
        return view is null ? Problem.NotFound() : ItemResult.Read(EventPage.Draw(found!, view.Value, window, logger, cancellationToken), view.Value.See(found!).Revision.ETag);
    }

    private static async Task<Results<ItemResult<EventJson>, ProblemHttpResult>> Put(
        string calendar, string id, JsonBody<EventBody> body, Caller caller, ICalendarStore store, HttpContext context, CancellationToken cancellationToken)
    {
        if (body.Value is null)
        {
            return body.Problem!;
        }

        var errors = new FieldErrors();
        if (!EventId.TryParse(id, out var eventId))
        {
            errors.AddInvalidId();
        }

        var precondition = Precondition.Read(context.Request, errors);
        if (body.Value.ToContent(errors) is not { } content || errors.Any)
        {
            return Problem.InvalidContent(errors);
        }

        if (!CalendarId.TryParse(calendar, out var calendarId))
        {
            return Problem.NotFound();
        }

        var result = await store.PutEventAsync(caller.Tenant, calendarId, eventId, content, precondition.ForPut(), caller.Writing(), cancellationToken);
        return WriteAnswer.Put(context, result, precondition, EventJson.From, item => item.Revision);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        string calendar, string id, Caller caller, ICalendarStore store, HttpContext context, CancellationToken cancellationToken)
    {
        if (Precondition.ReadForDelete(context.Request, out var problem) is not { } etag)
        {
            return problem!;
        }

        if (!CalendarId.TryParse(calendar, out var calendarId) || !EventId.TryParse(id, out var eventId))
        {
            return Problem.NotFound();
        }

        var result = await store.DeleteEventAsync(caller.Tenant, calendarId, eventId, etag, caller.Writing(), cancellationToken);
        return WriteAnswer.Delete(context, result, EventJson.From);
    }
}
