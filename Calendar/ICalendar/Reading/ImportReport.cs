using TeamCalendars.ICalendar.Syntax;

namespace TeamCalendars.ICalendar.Reading;

/// <summary>Collects what is to be said of a file while it is read: the first entries of each kind, and how many there are.</summary>
internal sealed class ImportReport
{
    private const int MaxFaults = 10;

    public List<SkippedComponent> Skipped { get; } = [];
    public int SkippedCount { get; private set; }
    public List<ImportWarning> Warnings { get; } = [];
    public int WarningCount { get; private set; }
    public List<Exception> Faults { get; } = [];

    public void Skip(Component component, string? uid, string reason) => Skip(new SkippedComponent(component.Name, uid, component.Line, reason));

    /// <summary>What an unforeseen value can make of a computation. Everything else, a cancellation first of all, ends the reading.</summary>
    public static bool IsFault(Exception exception) =>
        exception is ArgumentException or ArithmeticException or FormatException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException or TimeZoneNotFoundException;

    /// <summary>A fault of this program costs one component only. The operator sees it in the log by its kind; what the file says does not get there.</summary>
    public void Fault(Component component, string? uid, Exception exception)
    {
        if (Faults.Count < MaxFaults)
        {
            Faults.Add(exception);
        }

        Skip(component, uid, $"It cannot be read ({exception.GetType().Name}). This is a fault of this program.");
    }

    public void Skip(SkippedComponent component)
    {
        if (++SkippedCount <= ICalendarReader.MaxReportEntries)
        {
            Skipped.Add(component);
        }
    }

    public void Warn(string? uid, int line, string reason)
    {
        if (++WarningCount <= ICalendarReader.MaxReportEntries)
        {
            Warnings.Add(new ImportWarning(uid, line, reason));
        }
    }
}
