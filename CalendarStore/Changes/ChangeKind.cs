namespace CalendarStore;

public enum ChangeKind
{
    CalendarWritten = 1,
    CalendarDeleted = 2,
    EventWritten = 3,
    EventDeleted = 4,
}
