using CalendarApi.Authentication;
using CalendarApi.Bodies;
using CalendarApi.Problems;
using CalendarApi.Revisions;
using CalendarStore;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Problems;
using TeamCalendars.Calendars;

namespace CalendarApi.Calendars;

/// <summary>The tenant's calendars.</summary>
internal static class CalendarEndpoints
{
    public static void MapCalendars(this IEndpointRouteBuilder routes)
    {
        var calendars = routes.MapGroup("/api/calendars").WithTags("Calendars");

        calendars.MapGet("", List)
            .WithName("ListCalendars").WithSummary("Lists all calendars of the tenant.")
            .RequireAuthorization(Scopes.Read);

        calendars.MapGet("{calendar}", Get)
            .WithName("GetCalendar").WithSummary("Reads one calendar; 304 when If-None-Match has its etag.")
            .RequireAuthorization(Scopes.Read).WithProblems(HttpProblems.NotFound, ProblemTypes.UnreadableItem);

        calendars.MapPut("{calendar}", Put)
            .WithName("PutCalendar").WithSummary("Creates a calendar with an id that the client chooses, or replaces the revision named by If-Match.")
            .RequireAuthorization(Scopes.Write)
            .Produces<CalendarJson>(StatusCodes.Status201Created).WithProblems(WriteAnswer.PutProblems);

        calendars.MapDelete("{calendar}", Delete)
            .WithName("DeleteCalendar").WithSummary("Deletes the calendar and its events, if If-Match names the current revision.")
            .RequireAuthorization(Scopes.Write).WithProblems(WriteAnswer.DeleteProblems);
    }

    private static async Task<Ok<CalendarsJson>> List(Caller caller, ICalendarStore store, CancellationToken cancellationToken)
    {
        var calendars = await store.ListCalendarsAsync(caller.Tenant, cancellationToken);
        return TypedResults.Ok(new CalendarsJson([.. calendars.Select(CalendarJson.From)]));
    }

    private static async Task<Results<ItemResult<CalendarJson>, ProblemHttpResult>> Get(
        string calendar, Caller caller, ICalendarStore store, CancellationToken cancellationToken)
    {
        var found = CalendarId.TryParse(calendar, out var id) ? await store.FindCalendarAsync(caller.Tenant, id, cancellationToken) : null;
        return found is null ? Problem.NotFound() : ItemResult.Read(CalendarJson.From(found), found.Revision.ETag);
    }

    private static async Task<Results<ItemResult<CalendarJson>, ProblemHttpResult>> Put(
        string calendar, JsonBody<CalendarBody> body, Caller caller, ICalendarStore store, HttpContext context, CancellationToken cancellationToken)
    {
        if (body.Value is null)
        {
            return body.Problem!;
        }

        var errors = new FieldErrors();
        if (!CalendarId.TryParse(calendar, out var id))
        {
            errors.AddInvalidId();
        }

        var precondition = Precondition.Read(context.Request, errors);
        if (body.Value.ToContent(errors) is not { } content || errors.Any)
        {
            return Problem.InvalidContent(errors);
        }

        var result = await store.PutCalendarAsync(caller.Tenant, id, content, precondition.ForPut(), caller.Writing(), cancellationToken);
        return WriteAnswer.Put(context, result, precondition, CalendarJson.From, item => item.Revision);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        string calendar, Caller caller, ICalendarStore store, HttpContext context, CancellationToken cancellationToken)
    {
        if (Precondition.ReadForDelete(context.Request, out var problem) is not { } etag)
        {
            return problem!;
        }

        if (!CalendarId.TryParse(calendar, out var id))
        {
            return Problem.NotFound();
        }

        var result = await store.DeleteCalendarAsync(caller.Tenant, id, etag, caller.Writing(), cancellationToken);
        return WriteAnswer.Delete(context, result, CalendarJson.From);
    }
}
