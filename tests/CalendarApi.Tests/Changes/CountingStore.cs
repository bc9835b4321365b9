using CalendarStore;
using CalendarStore.Changes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.People;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarApi.Tests.Changes;

/// <summary>Stands before the real store, counts how often changes are read from it, and lets them wait.</summary>
internal sealed class CountingStore : ICalendarStore
{
    private ICalendarStore? store;
    private int changesReads;

    public int ChangesReads => changesReads;

    /// <summary>Completed when a read of changes has begun.</summary>
    public TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Reads of changes wait for it.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    private ICalendarStore Real => store ?? throw new InvalidOperationException("The host has not started.");

    public void Wrap(IServiceCollection services)
    {
        var real = services.Single(service => service.ServiceType == typeof(ICalendarStore));
        services.Remove(real);
        services.AddSingleton<ICalendarStore>(provider =>
        {
            store = (ICalendarStore)real.ImplementationFactory!(provider);
            return this;
        });
    }

    public async Task<ChangesResult> GetChangesAsync(TenantId tenant, Position since, int limit, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref changesReads);
        Began.TrySetResult();
        await Gate.WaitAsync(cancellationToken);
        return await Real.GetChangesAsync(tenant, since, limit, cancellationToken);
    }

    public Task<Position> GetPositionAsync(TenantId tenant, CancellationToken cancellationToken) => Real.GetPositionAsync(tenant, cancellationToken);

    public Task<IReadOnlyList<TeamCalendar>> ListCalendarsAsync(TenantId tenant, CancellationToken cancellationToken) =>
        Real.ListCalendarsAsync(tenant, cancellationToken);

    public Task<TeamCalendar?> FindCalendarAsync(TenantId tenant, CalendarId id, CancellationToken cancellationToken) =>
        Real.FindCalendarAsync(tenant, id, cancellationToken);

    public Task<WriteResult<TeamCalendar>> PutCalendarAsync(
        TenantId tenant, CalendarId id, CalendarContent content, WriteCondition condition, WriteContext context, CancellationToken cancellationToken) =>
        Real.PutCalendarAsync(tenant, id, content, condition, context, cancellationToken);

    public Task<WriteResult<TeamCalendar>> DeleteCalendarAsync(
        TenantId tenant, CalendarId id, string etag, WriteContext context, CancellationToken cancellationToken) =>
        Real.DeleteCalendarAsync(tenant, id, etag, context, cancellationToken);

    public Task<CalendarEvent?> FindEventAsync(TenantId tenant, CalendarId calendar, EventId id, CancellationToken cancellationToken) =>
        Real.FindEventAsync(tenant, calendar, id, cancellationToken);

    public Task<Page<CalendarEvent>?> ListEventsAsync(
        TenantId tenant, CalendarId calendar, Interval? window, EventId? after, int limit, CancellationToken cancellationToken) =>
        Real.ListEventsAsync(tenant, calendar, window, after, limit, cancellationToken);

    public Task<WriteResult<CalendarEvent>> PutEventAsync(
        TenantId tenant, CalendarId calendar, EventId id, EventContent content, WriteCondition condition, WriteContext context, CancellationToken cancellationToken) =>
        Real.PutEventAsync(tenant, calendar, id, content, condition, context, cancellationToken);

    public Task<WriteResult<CalendarEvent>> DeleteEventAsync(
        TenantId tenant, CalendarId calendar, EventId id, string etag, WriteContext context, CancellationToken cancellationToken) =>
        Real.DeleteEventAsync(tenant, calendar, id, etag, context, cancellationToken);

    public Task<IReadOnlyList<WriteResult<CalendarEvent>>?> WriteEventsAsync(
        TenantId tenant, CalendarId calendar, IReadOnlyList<(EventId Id, EventContent Content)> events, IReadOnlyCollection<(PersonId Id, PersonContent Content)> people,
        WriteContext context, CancellationToken cancellationToken) =>
        Real.WriteEventsAsync(tenant, calendar, events, people, context, cancellationToken);

    public Task<Person?> FindPersonAsync(TenantId tenant, PersonId id, CancellationToken cancellationToken) => Real.FindPersonAsync(tenant, id, cancellationToken);

    public Task<Page<Person>> ListPeopleAsync(TenantId tenant, PersonId? after, int limit, CancellationToken cancellationToken) =>
        Real.ListPeopleAsync(tenant, after, limit, cancellationToken);

    public Task<WriteResult<Person>> PutPersonAsync(
        TenantId tenant, PersonId id, PersonContent content, WriteCondition condition, WriteContext context, CancellationToken cancellationToken) =>
        Real.PutPersonAsync(tenant, id, content, condition, context, cancellationToken);

    public Task<WriteResult<Person>> DeletePersonAsync(TenantId tenant, PersonId id, string etag, WriteContext context, CancellationToken cancellationToken) =>
        Real.DeletePersonAsync(tenant, id, etag, context, cancellationToken);
}
