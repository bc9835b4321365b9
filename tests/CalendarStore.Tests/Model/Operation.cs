using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.Tenants;

namespace CalendarStore.Tests.Model;

internal enum OperationKind
{
    PutCalendar,
    DeleteCalendar,
    PutEvent,
    DeleteEvent,
    WriteEvents,
    ReadChanges,
}

internal enum ConditionKind
{
    Create,
    Match,
    MatchStale,
    Overwrite,
}

/// <summary>One step of a history. Few names and few contents, so that steps meet each other.</summary>
internal sealed record Operation(OperationKind Kind, int Tenant, int Calendar, int Event, int Content, ConditionKind Condition)
{
    public TenantId TenantId => Tenant == 0 ? Sample.Contoso : Sample.Fabrikam;
    public CalendarId CalendarId => CalendarId.Parse($"c{Calendar}");
    public EventId EventId => EventId.Parse($"e{Event}");
    public CalendarContent CalendarContent => Sample.Calendar($"name {Content}");
    public EventContent EventContent => Sample.Event($"title {Content}");
}
