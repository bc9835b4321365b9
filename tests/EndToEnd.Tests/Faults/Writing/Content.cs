using System.Globalization;
using System.Text;
using CalendarClient;
using EndToEnd.Tests.Faults.People;

namespace EndToEnd.Tests.Faults.Writing;

/// <summary>The content of the writes. Each title is used once, so that it identifies the write, and everything has its tenant's mark.</summary>
internal static class Content
{
    public static CalendarContent Calendar(SampleTenant tenant, string title) => new() { Name = $"{title} {tenant.Mark}", TimeZone = "Europe/Berlin" };

    public static EventContent Event(SampleTenant tenant, string title, int hour) => new()
    {
        Title = title,
        Description = tenant.Mark,
        Start = string.Create(CultureInfo.InvariantCulture, $"2026-11-23T{hour:00}:00:00"),
        End = string.Create(CultureInfo.InvariantCulture, $"2026-11-23T{hour + 1:00}:00:00"),
        TimeZone = "Europe/Berlin",
    };

    /// <summary>A calendar file (RFC 5545) of whole-day events, title by UID.</summary>
    public static byte[] File(SampleTenant tenant, IReadOnlyDictionary<string, string> titles)
    {
        var text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//CalendarRealtime//Tests//EN\r\n");
        foreach (var (uid, title) in titles)
        {
            text.Append("BEGIN:VEVENT\r\nDTSTAMP:20261101T080000Z\r\nDTSTART;VALUE=DATE:20261124\r\n")
                .Append(CultureInfo.InvariantCulture, $"UID:{uid}\r\nSUMMARY:{title}\r\nDESCRIPTION:{tenant.Mark}\r\nEND:VEVENT\r\n");
        }

        return Encoding.ASCII.GetBytes(text.Append("END:VCALENDAR\r\n").ToString());
    }
}
