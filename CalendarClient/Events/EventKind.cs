namespace CalendarClient;

/// <summary>Events belong to a calendar.</summary>
internal sealed class EventKind : EntityKind<CalendarEvent>
{
    public static readonly EventKind Instance = new();

    private EventKind()
        : base("event", "events", WireJson.Default.CalendarEvent, CalendarKind.Instance)
    {
    }

    internal override async Task<IReadOnlyList<IEntity>> ReadAllAsync(CalendarApiClient api, IReadOnlyList<IEntity> parents, CancellationToken cancellationToken)
    {
        var events = new List<IEntity>();
        foreach (var calendar in parents)
        {
            string? after = null;
            do
            {
                var answer = await api.ListEventsAsync(calendar.Key.Id, after: after, cancellationToken: cancellationToken);
                // The calendar was deleted after the list was read: the changes will contain its tombstone.
                if (answer is Answer<EventPage>.Refused { Problem.Name: ProblemNames.NotFound })
                {
                    break;
                }

                var page = answer.Required();
                events.AddRange(page.Items);
                after = page.Next;
            }
            while (after is not null);
        }

        return events;
    }
}
