using System.Runtime.CompilerServices;
using System.Text;
using CalendarApi.Answers;
using CalendarApi.Authentication;
using CalendarApi.Calendars;
using CalendarApi.Limits;
using CalendarApi.People;
using CalendarStore;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Writing;

namespace CalendarApi.Interchange;

/// <summary>Writes the events of a calendar to a file page by page, as they come from the store.</summary>
internal static partial class Exporting
{
    /// <summary>Events of the largest size take 6 MB then.</summary>
    private const int PageSize = 100;

    private const int BufferSize = 32_768;

    /// <summary>Reads the calendar page by page, and works on each page in the place in which it was read. The place is left before the result is given.</summary>
    /// <param name="first">The place for the first page.</param>
    /// <exception cref="CalendarDeletedException">It was deleted meanwhile, or there was none, or the caller may not see it any more.</exception>
    public static async IAsyncEnumerable<T> EachPageAsync<T>(
        ICalendarStore store, WorkPlaces places, Place? first, Caller caller, CalendarId calendar, Func<IReadOnlyList<CalendarEvent>, T> work,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EventId? after = null;
        do
        {
            T result;
            using (first ?? await places.TakeAgainAsync(caller.Tenant, cancellationToken))
            {
                var page = await store.ListEventsAsync(caller.Tenant, calendar, window: null, after, PageSize, cancellationToken) ?? throw new CalendarDeletedException();
                // A right may be withdrawn while the file is written.
                var view = await store.FindViewAsync(caller, calendar, cancellationToken) ?? throw new CalendarDeletedException();
                result = work([.. page.Items.Select(view.See)]);
                after = page.Next is { } next ? EventId.Parse(next) : null;
            }

            first = null;
            yield return result;
        }
        while (after is not null);
    }

    /// <summary>When the store fails midway, the exception ends the connection: without its last chunk, half a file does not look whole.</summary>
    public static async Task WriteAsync(
        ICalendarStore store, WorkPlaces places, AnswerMemory memory, Caller caller, TeamCalendar calendar, ICalendarOutline outline, Stream stream, ILogger logger, CancellationToken cancellationToken)
    {
        var writer = new ICalendarWriter(calendar, outline, await DirectoryReading.ReadAsync(store, caller.Tenant, outline.People, cancellationToken));
        await stream.WriteAsync(Encoding.UTF8.GetBytes(writer.Begin()), cancellationToken);
        await foreach (var pieces in EachPageAsync(store, places, first: null, caller, calendar.Id, page => Write(page, writer, calendar.Id, logger), cancellationToken))
        {
            using var held = memory.Hold(caller.Tenant, pieces.Sum(piece => (long)piece.Length));
            foreach (var piece in pieces)
            {
                await stream.WriteAsync(piece, cancellationToken);
            }
        }

        await stream.WriteAsync(Encoding.UTF8.GetBytes(writer.End()), cancellationToken);
    }

    private static List<byte[]> Write(IReadOnlyList<CalendarEvent> page, ICalendarWriter writer, CalendarId calendar, ILogger logger)
    {
        var pieces = new List<byte[]>();
        var text = new StringBuilder();
        void Cut()
        {
            pieces.Add(Encoding.UTF8.GetBytes(text.ToString()));
            text.Clear();
        }

        foreach (var item in page)
        {
            if (writer.Write(item, out var fault) is { } written)
            {
                text.Append(written);
            }
            else
            {
                Log.LeftOut(logger, fault, calendar.Value, item.Id.Value);
            }

            if (text.Length >= BufferSize)
            {
                Cut();
            }
        }

        Cut();
        return pieces;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Event {Event} of calendar {Calendar} cannot be written to a file. The export leaves it out.")]
        public static partial void LeftOut(ILogger logger, Exception? exception, string calendar, string @event);
    }
}
