using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

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

/// <summary>One step of a history. There are few names and few contents, so that the steps often concern the same item.</summary>
internal sealed record Operation(OperationKind Kind, int Tenant, int Calendar, int Event, int Content, ConditionKind Condition)
{
    public TenantId TenantId => Tenant == 0 ? Sample.Contoso : Sample.Fabrikam;
    public CalendarId CalendarId => CalendarId.Parse($"c{Calendar}");
    public EventId EventId => EventId.Parse($"e{Event}");
    public CalendarContent CalendarContent => Sample.Calendar($"name {Content}");
    public EventContent EventContent => Sample.Event($"title {Content}");

    public static WriteCondition ConditionOf(ConditionKind kind, string? etag) => kind switch
    {
        ConditionKind.Create => new WriteCondition.Create(),
        ConditionKind.Overwrite => new WriteCondition.Overwrite(),
        _ => new WriteCondition.Match(ETagOf(kind, etag)),
    };

    public static string ETagOf(ConditionKind kind, string? etag) => kind == ConditionKind.MatchStale ? "stale" : etag ?? "none";

    public static string Told<T>(WriteResult<T> result) => result switch
    {
        WriteResult<T>.Written written => $"Written {written.Position.Version}",
        WriteResult<T>.Unchanged unchanged => $"Unchanged {unchanged.Position.Version}",
        _ => result.GetType().Name.Split('`')[0],
    };
}
