namespace CalendarClient;

/// <summary>Calendars have no parent.</summary>
internal sealed class CalendarKind : EntityKind<Calendar>
{
    public static readonly CalendarKind Instance = new();

    private CalendarKind()
        : base("calendar", "calendars", WireJson.Default.Calendar)
    {
    }

    internal override async Task<IReadOnlyList<IEntity>> ReadAllAsync(CalendarApiClient api, IReadOnlyList<IEntity> parents, CancellationToken cancellationToken) =>
        await api.ListCalendarsAsync(cancellationToken);
}
