using System.Buffers;
using System.Text;
using TeamCalendars.ICalendar.Syntax;
using TeamCalendars.ICalendar.Writing;
using TeamCalendars.Recurrences;

namespace TeamCalendars.ICalendar.Reading;

/// <summary>
/// Reads iCalendar files (RFC 5545) as programs write them. One broken component does not lose the others: each is taken or skipped with a reason.
/// Too long texts are cut with a warning; wrong times or rules, which would show something else than was meant, skip the component.
/// </summary>
public static class ICalendarReader
{
    public const int MaxBytes = 10 * 1024 * 1024;

    /// <summary>The most entries of each kind in a report. A file of 10 MiB can have millions of bad lines; nobody reads as many entries.</summary>
    public const int MaxReportEntries = 1_000;

    private const int FirstBytes = 64 * 1024;

    private const string ReadZone = "Read for the times that refer to it; zones themselves are not stored.";

    /// <summary>Each zone of a file's own is compared with the zones of the world.</summary>
    private const int MaxZones = 500;

    /// <inheritdoc cref="Read(ReadOnlyMemory{byte}, string, CancellationToken)"/>
    /// <param name="stream">UTF-8 (§6) or UTF-16; bytes that are neither are read as Latin-1. Read to the end, at most <see cref="MaxBytes"/>.</param>
    public static async Task<ICalendarReadResult> ReadAsync(Stream stream, string defaultZone, CancellationToken cancellationToken)
    {
        // From the pool: a new array for each large file would be a large object, and a few of those make the garbage collector look at the whole heap.
        var bytes = ArrayPool<byte>.Shared.Rent(FirstBytes);
        try
        {
            var length = 0;
            for (int read; (read = await stream.ReadAsync(bytes.AsMemory(length), cancellationToken)) > 0;)
            {
                if ((length += read) > MaxBytes)
                {
                    return new ICalendarReadResult.Malformed(1, "The file is larger than 10 MiB.");
                }

                if (length == bytes.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(2 * length);
                    bytes.CopyTo(larger, 0);
                    (bytes, var full) = (larger, bytes);
                    ArrayPool<byte>.Shared.Return(full);
                }
            }

            return Read(Utf8Of(bytes.AsMemory(0, length)), defaultZone, cancellationToken);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <inheritdoc cref="Read(ReadOnlyMemory{byte}, string, CancellationToken)"/>
    public static ICalendarReadResult Read(string text, string defaultZone, CancellationToken cancellationToken) =>
        Read(Encoding.UTF8.GetBytes(text), defaultZone, cancellationToken);

    /// <param name="file">In UTF-8.</param>
    /// <param name="defaultZone">The IANA zone that times without one are read in, unless the file names its own (X-WR-TIMEZONE).</param>
    /// <param name="cancellationToken">Ends the reading early; nothing of the file is taken then.</param>
    private static ICalendarReadResult Read(ReadOnlyMemory<byte> file, string defaultZone, CancellationToken cancellationToken)
    {
        var (root, tooMuchAt) = ComponentReader.Read(file, cancellationToken);
        if (tooMuchAt is { } line)
        {
            return new ICalendarReadResult.Malformed(line, $"The file has more than {ComponentReader.MaxComponents} components, or too deep ones.");
        }

        var calendars = Calendars(root).ToList();
        if (calendars.Count == 0)
        {
            return new ICalendarReadResult.Malformed(root.UnreadableLines.Append(1).Min(), "The file is not an iCalendar file: BEGIN:VCALENDAR is missing.");
        }

        var report = new ImportReport();
        // Several calendars of a file may hold parts of one series, or versions of one event: they are put together over all of them.
        var drafts = calendars.SelectMany(calendar => ReadCalendar(calendar, defaultZone, report, cancellationToken)).ToList();
        // Before the report is copied: this adds to it.
        var events = Series.Assemble(drafts, report, new ExpansionBudget(cancellationToken));
        return new ICalendarReadResult.Read(
            events,
            [.. report.Skipped.OrderBy(item => item.Line)],
            report.SkippedCount,
            [.. report.Warnings.OrderBy(item => item.Line)],
            report.WarningCount,
            calendars.Select(NameOf).FirstOrDefault(name => name is not null))
        {
            Faults = [.. report.Faults],
        };
    }

    private static List<EventDraft> ReadCalendar(Component calendar, string defaultZone, ImportReport report, CancellationToken cancellationToken)
    {
        var ownZones = new Dictionary<string, VTimeZone>(StringComparer.Ordinal);
        foreach (var component in calendar.Children.Where(child => child.Name == "VTIMEZONE"))
        {
            var zone = VTimeZone.Read(component, out var reason);
            if (zone is not null && ownZones.Count == MaxZones)
            {
                reason = $"The file has more than {MaxZones} time zones.";
            }
            else if (zone is { HasObservances: true })
            {
                ownZones.TryAdd(zone.Id, zone);
            }

            report.Skip(component, null, reason ?? (component.Closed ? ReadZone : $"{ReadZone} It has no END."));
        }

        var named = calendar.Find("X-WR-TIMEZONE") is { } line ? ZoneNames.ByName(line.Value.Trim()) : null;
        var zones = new ZoneNames(named ?? defaultZone, calendar.Find("PRODID")?.Value.Trim() == ICalendarWriter.ProductId, ownZones, ZoneUse.Of(calendar));
        var cancelled = string.Equals(calendar.Find("METHOD")?.Value.Trim(), "CANCEL", StringComparison.OrdinalIgnoreCase);
        var reader = new EventReader(zones, report, cancelled);
        var drafts = new List<EventDraft>();
        foreach (var component in calendar.Children.Where(child => child.Name is not ("VCALENDAR" or "VTIMEZONE")))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (component.Name != "VEVENT")
            {
                report.Skip(component, component.Find("UID") is { } uid ? ICalendarText.Read(uid) : null, component.Closed ? ReasonFor(component.Name) : $"{ReasonFor(component.Name)} It has no END.");
            }
            else if (ReadEvent(reader, component, report) is { } draft)
            {
                drafts.Add(draft);
            }
        }

        return drafts;
    }

    private static EventDraft? ReadEvent(EventReader reader, Component component, ImportReport report)
    {
        try
        {
            return reader.Read(component);
        }
        // A net for what nobody thought of: one event must not lose the others of its file.
        catch (Exception exception) when (ImportReport.IsFault(exception))
        {
            report.Fault(component, component.Find("UID")?.Value.Trim(), exception);
            return null;
        }
    }

    /// <summary>Several calendars may share a file (§3.4), lie in each other by mistake, or be left out around the events.</summary>
    private static IEnumerable<Component> Calendars(Component root)
    {
        var found = root.Children.Where(child => child.Name == "VCALENDAR").SelectMany(child => Calendars(child).Prepend(child));
        return root.Line == 0 && root.Children.Exists(child => child.Name == "VEVENT") ? found.Append(root) : found;
    }

    private static string ReasonFor(string component) => component switch
    {
        "VTODO" => "To-dos are not supported, only events.",
        "VJOURNAL" => "Journal entries are not supported, only events.",
        "VFREEBUSY" => "Free/busy times are not supported, only events.",
        "VALARM" => "Reminders are not kept.",
        _ => $"{component} is not supported, only events.",
    };

    private static string? NameOf(Component calendar) =>
        (calendar.Find("X-WR-CALNAME") ?? calendar.Find("NAME")) is { } line && ICalendarText.Read(line).ReplaceLineEndings(" ").Trim() is { Length: > 0 } name
            ? name[..Math.Min(name.Length, 200)]
            : null;

    /// <summary>UTF-32 is known by its mark; UTF-16 also by the zero beside the first letter.</summary>
    private static ReadOnlyMemory<byte> Utf8Of(ReadOnlyMemory<byte> file) => file.Span switch
    {
        [0xFF, 0xFE, 0, 0, ..] => Encoding.UTF8.GetBytes(Encoding.UTF32.GetString(file.Span)),
        [0, 0, 0xFE, 0xFF, ..] => Encoding.UTF8.GetBytes(new UTF32Encoding(bigEndian: true, byteOrderMark: true).GetString(file.Span)),
        [0xFF, 0xFE, ..] or [not 0, 0, ..] => Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(file.Span)),
        [0xFE, 0xFF, ..] or [0, not 0, ..] => Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(file.Span)),
        _ => file,
    };
}
