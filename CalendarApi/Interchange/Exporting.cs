using System.Runtime.CompilerServices;
using System.Text;
using CalendarStore;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Writing;
using TeamCalendars.Tenants;

namespace CalendarApi.Interchange;

/// <summary>Writes the events of a calendar to a file page by page, as they come from the store.</summary>
internal static partial class Exporting
{
    /// <summary>Events of the largest size take 6 MB then.</summary>
    private const int PageSize = 100;

    private const int BufferSize = 32_768;

    /// <exception cref="CalendarDeletedException">It was deleted meanwhile, or there was none.</exception>
    public static async IAsyncEnumerable<IReadOnlyList<CalendarEvent>> PagesAsync(
        ICalendarStore store, TenantId tenant, CalendarId calendar, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        EventId? after = null;
        while (true)
        {
            var page = await store.ListEventsAsync(tenant, calendar, window: null, after, PageSize, cancellationToken) ?? throw new CalendarDeletedException();
            yield return page.Items;
            if (page.Next is not { } next)
            {
                yield break;
            }

            after = EventId.Parse(next);
        }
    }

    /// <summary>When the store fails midway, the exception ends the connection: without its last chunk, half a file does not look whole.</summary>
    public static async Task WriteAsync(
        ICalendarStore store, TenantId tenant, TeamCalendar calendar, ICalendarOutline outline, Stream stream, ILogger logger, CancellationToken cancellationToken)
    {
        var writer = new ICalendarWriter(calendar, outline);
        var text = new StringBuilder(writer.Begin());
        await foreach (var page in PagesAsync(store, tenant, calendar.Id, cancellationToken))
        {
            foreach (var item in page)
            {
                if (writer.Write(item, out var fault) is { } written)
                {
                    text.Append(written);
                }
                else
                {
                    Log.LeftOut(logger, fault, calendar.Id.Value, item.Id.Value);
                }

                if (text.Length >= BufferSize)
                {
                    await SendAsync(stream, text, cancellationToken);
                }
            }
        }

        text.Append(writer.End());
        await SendAsync(stream, text, cancellationToken);
    }

    private static async Task SendAsync(Stream stream, StringBuilder text, CancellationToken cancellationToken)
    {
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        text.Clear();
        await stream.WriteAsync(bytes, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Event {Event} of calendar {Calendar} cannot be written to a file. The export leaves it out.")]
        public static partial void LeftOut(ILogger logger, Exception? exception, string calendar, string @event);
    }
}
