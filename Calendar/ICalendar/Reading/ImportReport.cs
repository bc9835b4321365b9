using TeamCalendars.ICalendar.Syntax;

namespace TeamCalendars.ICalendar.Reading;

/// <summary>Collects what is to be said of a file while it is read.</summary>
internal sealed class ImportReport
{
    public List<SkippedComponent> Skipped { get; } = [];
    public List<ImportWarning> Warnings { get; } = [];

    public void Skip(Component component, string? uid, string reason) => Skipped.Add(new SkippedComponent(component.Name, uid, component.Line, reason));

    public void Warn(string? uid, int line, string reason) => Warnings.Add(new ImportWarning(uid, line, reason));
}
