using CalendarApi.Bodies;
using CalendarApi.Paging;
using CalendarStore;
using NodaTime;
using TeamCalendars.Events;
using TeamCalendars.Recurrences;
using TeamCalendars.Rights;

namespace CalendarApi.Events;

/// <summary>Reads and builds pages of events.</summary>
internal static partial class EventPage
{
    /// <summary>Events per page, unless the request says otherwise.</summary>
    public const int DefaultLimit = 500;

    /// <summary>The most occurrences of one event in one answer.</summary>
    public const int MaxOccurrencesPerEvent = 1_000;

    /// <summary>A page ends early at this many occurrences, so that a thousand daily series do not make one huge answer.</summary>
    private const int OccurrencesPerPage = 20_000;

    public static EventId? ReadAfter(string? text, FieldErrors errors) =>
        PageToken.Read<EventId>(text, EventId.TryParse, errors);

    public static EventsJson Draw(Page<CalendarEvent> page, CalendarView view, Interval? window, ILogger logger, CancellationToken cancellationToken)
    {
        var items = new List<EventJson>(page.Items.Count);
        var occurrences = 0;
        var budget = new ExpansionBudget(cancellationToken);
        foreach (var item in page.Items)
        {
            var drawn = Draw(item, view, window, budget, logger);
            items.Add(drawn);
            occurrences += drawn.Occurrences?.Count ?? 0;
            if (occurrences >= OccurrencesPerPage || budget.IsUsedUp)
            {
                break;
            }
        }

        var next = items.Count == page.Items.Count ? page.Next : items[^1].Id;
        return new EventsJson(items, PageToken.Write(next));
    }

    public static EventJson Draw(CalendarEvent item, CalendarView view, Interval? window, ILogger logger, CancellationToken cancellationToken) =>
        Draw(item, view, window, new ExpansionBudget(cancellationToken), logger);

    private static EventJson Draw(CalendarEvent item, CalendarView view, Interval? window, ExpansionBudget budget, ILogger logger)
    {
        var drawn = EventJson.From(view.See(item));
        if (window is null)
        {
            return drawn;
        }

        try
        {
            var expanded = Occurrences.Expand(item.Content, window.Value, MaxOccurrencesPerEvent, budget);
            return drawn with
            {
                Occurrences = [.. expanded.Items.Select(OccurrenceJson.From)],
                OccurrencesTruncated = expanded.Truncated ? true : null,
            };
        }
        // One stored event must not hide the others of its calendar, whatever is wrong with it. It is logged as an error, because it is one of this program.
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.NotExpanded(logger, exception, item.CalendarId.Value, item.Id.Value);
            return drawn with { Occurrences = [], OccurrencesTruncated = true };
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The occurrences of event {Event} in calendar {Calendar} cannot be computed. The event is given without them.")]
        public static partial void NotExpanded(ILogger logger, Exception exception, string calendar, string @event);
    }
}
