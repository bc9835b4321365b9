using CalendarApi.Authentication;
using CalendarApi.Bodies;
using CalendarApi.Problems;
using CalendarApi.Revisions;
using CalendarStore;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceDefaults.Problems;
using TeamCalendars.Calendars;
using TeamCalendars.Rights;

namespace CalendarApi.Calendars;

/// <summary>The tenant's calendars.</summary>
internal static class CalendarEndpoints
{
    public static void MapCalendars(this IEndpointRouteBuilder routes)
    {
        var calendars = routes.MapGroup("/api/calendars").WithTags("Calendars");

        calendars.MapGet("", List)
            .WithName("ListCalendars").WithSummary("Lists the calendars of the tenant that the caller may see, each with the caller's role.")
            .RequireAuthorization(Scopes.Read);

        calendars.MapGet("{calendar}", Get)
            .WithName("GetCalendar").WithSummary("Reads one calendar; 304 when If-None-Match has its etag.")
            .RequireAuthorization(Scopes.Read).WithProblems(HttpProblems.NotFound, ProblemTypes.UnreadableItem);

        calendars.MapPut("{calendar}", Put)
            .WithName("PutCalendar").WithSummary("Creates a calendar with an id that the client chooses, or replaces the revision named by If-Match. Replacing takes an editor, changing the access an owner.")
            .RequireAuthorization(Scopes.Write)
            .Produces<CalendarJson>(StatusCodes.Status201Created).WithProblems([.. WriteAnswer.PutProblems, ProblemTypes.RoleRequired]);

        calendars.MapDelete("{calendar}", Delete)
            .WithName("DeleteCalendar").WithSummary("Deletes the calendar and its events, if If-Match names the current revision and the caller is an owner or has the app role Calendar.Admin.")
            .RequireAuthorization(Scopes.Write).WithProblems([.. WriteAnswer.DeleteProblems, ProblemTypes.RoleRequired]);
    }

    private static async Task<Ok<CalendarsJson>> List(Caller caller, ICalendarStore store, CancellationToken cancellationToken)
    {
        var calendars = await store.ListCalendarsAsync(caller.Tenant, cancellationToken);
        return TypedResults.Ok(CalendarsJson.Of(calendars, caller.Member));
    }

    private static async Task<Results<ItemResult<CalendarJson>, ProblemHttpResult>> Get(
        string calendar, Caller caller, ICalendarStore store, CancellationToken cancellationToken)
    {
        var visible = CalendarId.TryParse(calendar, out var id) ? await store.FindVisibleCalendarAsync(caller, id, cancellationToken) : null;
        return visible is var (found, view) ? ItemResult.Read(CalendarJson.From(found, view), found.Revision.ETag) : Problem.NotFound();
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

        if (precondition.ETag is null)
        {
            content = content with { Access = content.Access ?? CalendarAccess.OfNew(caller.Member.Id) };
        }

        var result = await store.PutCalendarAsync(caller.Tenant, id, content, precondition.ForPut(), caller.Writing(), cancellationToken);
        return WriteAnswer.Put(context, result, precondition, item => CalendarJson.Written(item, caller.Member), item => item.Revision);
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
        return WriteAnswer.Delete(context, result, item => CalendarJson.From(item, caller.Member));
    }
}
