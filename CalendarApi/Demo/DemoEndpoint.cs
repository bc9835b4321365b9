using CalendarApi.Authentication;
using CalendarApi.Calendars;
using CalendarApi.People;
using CalendarApi.Positions;
using CalendarApi.Problems;
using CalendarStore;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Extensions;
using TeamCalendars.Calendars;
using TeamCalendars.ICalendar.Reading;
using TeamCalendars.People;
using TeamCalendars.Rights;
using TeamCalendars.Writes;

namespace CalendarApi.Demo;

/// <summary>Fills an empty tenant with sample data; in Development only.</summary>
internal static class DemoEndpoint
{
    private static readonly CalendarId Team = CalendarId.Parse("demo-team");
    private static readonly CalendarId Holidays = CalendarId.Parse("demo-holidays");

    public static void MapDemo(this IEndpointRouteBuilder routes)
    {
        if (!routes.ServiceProvider.GetRequiredService<IHostEnvironment>().IsDevelopment())
        {
            return;
        }

        routes.MapPost("/api/demo", Add)
            .WithName("AddDemo").WithSummary("Adds the sample users and two calendars with events around this week. Calling it again adds nothing; deleted items stay deleted.").WithTags("Demo")
            .RequireAuthorization(Scopes.Write).WithProblems(ProblemTypes.LimitReached);
    }

    private static async Task<Results<Ok<CalendarsJson>, ProblemHttpResult>> Add(
        Caller caller, ICalendarStore store, PeopleRecorder recorder, TimeProvider time, HttpContext context, CancellationToken cancellationToken)
    {
        var create = new WriteCondition.Create();
        var writing = caller.Writing();

        foreach (var (id, content) in Calendars())
        {
            if (await store.PutCalendarAsync(caller.Tenant, id, content with { Access = CalendarAccess.OfNew(caller.Member.Id) }, create, writing, cancellationToken) is WriteResult<TeamCalendar>.LimitReached reached)
            {
                return Problem.LimitReached(reached.Limit);
            }
        }

        // Single creates instead of an import, so that an event that a user moved or deleted is not changed.
        var today = time.GetUtcNow().ToInstant().InZone(DateTimeZoneProviders.Tzdb[DemoWeek.Zone]).Date;
        var people = await AddPeopleAsync(caller, recorder, context, cancellationToken);
        foreach (var (id, content) in DemoWeek.Around(today, PersonId.OfAccount(caller.ObjectId), people))
        {
            await store.PutEventAsync(caller.Tenant, Team, EventId.Parse(id), content, create, writing, cancellationToken);
        }

        foreach (var holiday in await ReadHolidaysAsync(cancellationToken))
        {
            await store.PutEventAsync(caller.Tenant, Holidays, holiday.Id, holiday.Content, create, writing, cancellationToken);
        }

        context.KnowPosition(await store.GetPositionAsync(caller.Tenant, cancellationToken));
        var all = await store.ListCalendarsAsync(caller.Tenant, cancellationToken);
        return TypedResults.Ok(CalendarsJson.Of(all.Where(calendar => calendar.Id == Team || calendar.Id == Holidays), caller.Member));
    }

    /// <summary>The caller and the sample users of the tenant, who may not have signed in yet.</summary>
    /// <returns>The caller's colleagues.</returns>
    private static async Task<IReadOnlyList<PersonId>> AddPeopleAsync(Caller caller, PeopleRecorder recorder, HttpContext context, CancellationToken cancellationToken)
    {
        var address = context.User.FindFirst(ClaimNames.UserPrincipalName)?.Value;
        var self = SeenAccount.From(caller.Tenant, caller.ObjectId, context.User.FindFirst(ClaimNames.Name)?.Value ?? address ?? "You", address);
        var others = SampleUsers.Of(caller.Tenant).Where(user => user.ObjectId != caller.ObjectId).ToList();
        foreach (var account in others.Prepend(self).OfType<SeenAccount>())
        {
            await recorder.RecordAsync(account, cancellationToken);
        }

        return [.. others.Select(user => user.Id)];
    }

    private static IEnumerable<(CalendarId Id, CalendarContent Content)> Calendars() =>
    [
        (Team, new() { Name = "Team", Color = "#0f6cbd", TimeZone = DemoWeek.Zone }),
        (Holidays, new() { Name = "Holidays", Color = "#498205", TimeZone = DemoWeek.Zone }),
    ];

    private static async Task<IEnumerable<ImportedEvent>> ReadHolidaysAsync(CancellationToken cancellationToken)
    {
        await using var file = typeof(DemoEndpoint).Assembly.GetManifestResourceStream("holidays.ics")
            ?? throw new InvalidOperationException("The assembly does not contain the sample holidays.");
        return await ICalendarReader.ReadAsync(file, DemoWeek.Zone, cancellationToken) is ICalendarReadResult.Read read
            ? read.Events
            : throw new InvalidOperationException("The sample holidays cannot be read.");
    }
}
