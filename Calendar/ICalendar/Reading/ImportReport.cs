using TeamCalendars.ICalendar.Syntax;

namespace TeamCalendars.ICalendar.Reading;

/// <summary>Collects what is to be said of a file while it is read: the first entries of each kind, and how many there are.</summary>
internal sealed class ImportReport
{
    public List<SkippedComponent> Skipped { get; } = [];
    public int SkippedCount { get; private set; }
    public List<ImportWarning> Warnings { get; } = [];
    public int WarningCount { get; private set; }

    public void Skip(Component component, string? uid, string reason) => Skip(new SkippedComponent(component.Name, uid, component.Line, reason));

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
